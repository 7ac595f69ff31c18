/** What a form sent as text, by the name of its field; of several of one name the last, and of a file nothing. */
export const textsOf = (form: FormData): Record<string, string> =>
  Object.fromEntries([...form].map(([name, value]) => [name, typeof value === 'string' ? value : '']))
