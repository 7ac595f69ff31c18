import type { Contact } from '../../worker/messages/queries'

/** How to reach people, once both sides have agreed. */
export function Contacts({ contacts }: { contacts: Contact[] }) {
  return (
    <ul class="st">
      {contacts.map((one) => (
        <li>
          <b>
            <bdi>{one.name}</bdi>
          </b>
          {one.phone && (
            <p>
              <a href={`tel:${one.phone.replace(/[^+\d]/g, '')}`}>
                <span class="nb" dir="ltr">
                  {one.phone}
                </span>
              </a>
            </p>
          )}
          {one.email && (
            <p>
              <a href={`mailto:${one.email}`}>
                <bdi>{one.email}</bdi>
              </a>
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
