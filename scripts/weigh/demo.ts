// Who and what of the demo the screens show.

export const people = {
  member: 'member@pole-seine.example',
  borrower: 'borrower@pole-seine.example',
  landlord: 'landlord@pole-seine.example',
  coordinator: 'coordinator@pole-seine.example',
  operator: 'operator@maillage.example',
}
export const { member } = people

/** Routes as the application has them: of the deployment, and of a cluster. */
export const site = '/:language'
export const pole = '/:language/:slug'

/** SQL for one published listing of Pôle Seine, the one that says most. */
export const finding = (where: string) =>
  `SELECT l.id FROM listings l JOIN clusters c ON c.id = l.cluster_id AND c.slug = 'pole-seine'
   WHERE l.status = 'published' AND l.hidden_reason IS NULL AND ${where} ORDER BY length(l.description) DESC, l.id LIMIT 1`

export const offer = (kind: string) =>
  finding(`l.direction = 'offer' AND l.visibility = 'public' AND l.kind = '${kind}'`)
export const need = finding(`l.direction = 'need' AND l.visibility = 'public'`)

export const organisationOf = (email: string) =>
  `SELECT m.organisation_id FROM members m JOIN people p ON p.id = m.person_id WHERE p.email = '${email}' LIMIT 1`
export const memberOrganisation = organisationOf(member)

/** SQL for a booking in which a person's organisation is on one side. */
export const booking = (email: string, side: 'lender' | 'borrower', status: string) =>
  `SELECT id FROM bookings WHERE ${side}_id = (${organisationOf(email)}) AND status = '${status}' ORDER BY starts_at DESC LIMIT 1`
