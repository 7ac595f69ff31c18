import { Icon } from './Icon'

/** What was just done, at the top of the page that follows. */
export const Told = ({ words }: { words: string | null | undefined }) =>
  words ? (
    <p class="note free" role="status">
      <Icon name="circle-check" />
      <span>{words}</span>
    </p>
  ) : null
