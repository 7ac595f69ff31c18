/** Words that say nothing of a thing. They are written without accents; elided ones ("l’", "d’") are single letters. */
const list = (words: string) => words.split(/\s+/)

export const STOP_WORDS: ReadonlySet<string> = new Set([
  ...list(`au aux avec ce ces cet cette dans de des du elle elles en est et etre eux faire fait il ils je la le les leur
    leurs lui ma mais me mes meme moi mon ne nos notre nous on ont ou par pas plus pour peut que qui sa sans se ses si
    son sont sur ta te tes toi ton tout tous toute toutes tres tu un une vos votre vous etait sera sont cela afin aussi
    autre autres avoir ayant bien chaque chez comme deux donc encore entre jusque lors ni non nouveau peu plusieurs
    puis quand quel quelle sauf selon sous soit tant trop vers cherche cherchons recherche recherchons besoin`),
  ...list(`the an and are as at be been but by can do does for from had has have he her his how if in into is it its
    just may me more most my no nor not of off on or our out over own she should so some such than that their them
    then there these they this those to too under until up very was we were what when where which while who will with
    would you your need looking any all`),
  ...list(`في من على الى إلى عن مع هذا هذه ذلك تلك التي الذي الذين هو هي هم نحن انا ان إن أن كان كانت يكون لا ما لم لن قد
    كل بعض غير بين عند عندنا بعد قبل حتى او أو ثم كما هناك لنا لهم له لها به بها فيه فيها منه منها و ف ب ل ك نحتاج نبحث
    حاجة واحد واحدة`).map((word) => word.replace(/[أإآ]/g, 'ا').replace(/ى/g, 'ي')),
])
