// Every file of the folder is part of the lexicon: a new area is a new file, and needs no code.
const found = import.meta.glob<string>('./data/*.tsv', { query: '?raw', import: 'default', eager: true })

/** The text of each file of worker/lexicon/data, by its name. */
export const FILES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(found).map(([path, text]) => [path.replace(/^.*\//, ''), text]),
)
