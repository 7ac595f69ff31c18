import { Field, Tiles } from '../../components/Field'
import { Icon } from '../../components/Icon'
import type { View } from '../../view'
import type { StepProps } from './steps'
import type { Application, File } from './stepsOf'

/** Documents that are there; each can be taken out while it is a draft. */
export function FileList({
  v,
  application,
  files,
  draft,
}: {
  v: View
  application: Application
  files: File[]
  draft: boolean
}) {
  const words = v.t.calls.application
  if (files.length === 0) return <p class="q">{words.noFiles}</p>
  return (
    <ul class="do">
      {files.map((f) => (
        <li>
          <a href={v.href(`/applications/${application.id}/files/${f.id}`)}>
            <Icon name="download" /> {words.piece(f.position)}
            <span class="hint xs">{words.kindShort[f.kind]}</span>
          </a>
          {draft && (
            <form method="post" action={v.href(`/applications/${application.id}/files/${f.id}/remove`)}>
              <button class="b b3" type="submit">
                {words.removeFile(f.position)}
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The form that adds a document; it stands beside the list, never in it. */
export function FileForm({
  v,
  application,
  errors,
  typed,
}: Pick<StepProps, 'v' | 'application' | 'errors' | 'typed'>) {
  const words = v.t.calls.application
  return (
    <form
      class="st"
      method="post"
      enctype="multipart/form-data"
      action={v.href(`/applications/${application.id}/files`)}
    >
      <Field
        {...{ name: 'file', type: 'file', accept: 'application/pdf,image/jpeg,image/png,image/webp' }}
        label={words.chooseFile}
        hint={words.filesHint}
        error={errors.file}
      />
      <Tiles
        name="kind"
        legend={words.kind}
        value={typed.kind ?? 'project'}
        error={errors.kind}
        choices={(['project', 'identity'] as const).map((value) => ({ value, label: words.kinds[value] }))}
      />
      <p>
        <button class="b b2" type="submit">
          {words.addFile}
        </button>
      </p>
    </form>
  )
}
