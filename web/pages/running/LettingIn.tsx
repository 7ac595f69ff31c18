import { LANGUAGES } from '../../../worker/core/kinds'
import { LANGUAGE_NAMES } from '../../../worker/text'
import { Field, Select } from '../../components/Field'
import { OrganisationFields } from '../organisations/OrganisationFields'
import { Act, type MembersProps } from './MembersParts'

/** Who may be let in: by a link, by hand, and who runs the cluster. */
export function LettingIn({ v, names, invitations, coordinators, typed, errors }: MembersProps) {
  const t = v.t.organisations.members
  const o = v.t.organisations.organisation
  const organisations = names.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <div class="st">
      <section class="panel st">
        <h2>{t.invite}</h2>
        <p class="q sm">{t.inviteLead}</p>
        <Act v={v} act="invite">
          <Select
            name="role"
            label={o.asRole}
            value="manager"
            choices={[
              { value: 'manager', label: t.inviteOrganisation },
              { value: 'coordinator', label: t.inviteCoordinator },
            ]}
          />
          <button class="b" type="submit">
            {t.makeLink}
          </button>
        </Act>
        {invitations.length > 0 && (
          <>
            <h3>{t.openInvitations}</h3>
            <ul class="lines">
              {invitations.map((one) => (
                <li>
                  <span class="sm">
                    <bdi>
                      {one.organisationName ??
                        (one.role === 'coordinator' ? v.t.organisations.roles.coordinator : t.toBring)}
                    </bdi>{' '}
                    <span class="q">{o.until(v.f.date(one.expiresAt))}</span>
                  </span>
                  <form method="post" action={v.href('/coordination/members')}>
                    <input type="hidden" name="invitation" value={one.id} />
                    <button class="b b3" type="submit" name="act" value="revoke">
                      {o.revoke}
                    </button>
                  </form>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      <details class="panel" open={typed?.act === 'help'}>
        <summary>{t.help}</summary>
        <Act v={v} act="help">
          <p class="q sm">{t.helpLead}</p>
          <Field
            name="personName"
            label={t.personName}
            value={typed?.personName}
            error={errors?.fields.name}
            required
            dir="auto"
            maxlength={80}
          />
          <Field
            name="phone"
            label={t.phone}
            value={typed?.phone}
            error={errors?.fields.phone}
            type="tel"
            dir="ltr"
            maxlength={40}
          />
          <Select
            name="organisation"
            label={t.forOrganisation}
            value={typed?.organisation}
            choices={organisations}
          />
          <Select
            name="language"
            label={t.language}
            value={typed?.language ?? v.language}
            choices={LANGUAGES.map((l) => ({ value: l, label: LANGUAGE_NAMES[l], lang: l }))}
          />
          <button class="b b2" type="submit">
            {t.register}
          </button>
        </Act>
      </details>
      <details class="panel" open={typed?.act === 'register'}>
        <summary>{t.newOrganisation}</summary>
        <Act v={v} act="register">
          <p class="q sm">{t.newOrganisationLead}</p>
          <OrganisationFields v={v} typed={typed ?? {}} errors={errors} identified />
          <button class="b b2" type="submit">
            {t.register}
          </button>
        </Act>
      </details>
      <section class="panel st">
        <h2>{t.coordinators}</h2>
        <ul class="lines">
          {coordinators.map((one) => (
            <li>
              <span>
                <bdi>{one.name}</bdi> <span class="q sm">{t.since(v.f.date(one.since))}</span>
              </span>
              {coordinators.length > 1 && (
                <form method="post" action={v.href('/coordination/members')}>
                  <input type="hidden" name="person" value={one.personId} />
                  <button class="b b3" type="submit" name="act" value="end">
                    {t.endCoordinator}
                    <span class="vh"> {one.name}</span>
                  </button>
                </form>
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
