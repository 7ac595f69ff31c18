export const suggestions = {
  heading: 'D’après vos mots',
  lead: 'Des propositions : rien n’est choisi pour vous.',
  because: (what: string) => `vous parlez de : ${what}`,
  title: 'vos mots sont dans son titre',
  chapter: 'vos mots sont dans le titre de son chapitre',
  codes: 'Codes de la liste des déchets',
  families: 'Métiers',
  category: 'Genre de matériel',
  read: 'Lu dans votre texte',
  per: { day: 'par jour', week: 'par semaine', month: 'par mois', year: 'par an' },
}
