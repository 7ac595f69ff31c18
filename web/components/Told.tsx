import { Icon } from './Icon'

/** What was just done, at the top of the page that follows; `onPaper`: also where the page is printed. */
export const Told = ({ words, onPaper = true }: { words: string | null | undefined; onPaper?: boolean }) =>
  words ? (
    <p class={onPaper ? 'note free' : 'note free nop'} role="status">
      <Icon name="circle-check" />
      <span>{words}</span>
    </p>
  ) : null
