// The standard texts of agreements, in French, because that is what is accepted. A cluster can write its own; it is no legal
// advice. Blanks in double braces are filled from the agreement.

const parties = `{{propriétaire}}, ci-après le propriétaire, et {{occupant}}, ci-après l’occupant, conviennent de ce qui suit.`
const place = `## Les lieux
Le propriétaire met à disposition le lot {{lot}} ({{surface}}), à cette adresse : {{adresse}}. L’occupant l’utilise pour : {{usage}}. Tout autre usage demande l’accord écrit du propriétaire.`
const care = `## L’usage et l’entretien
L’occupant use des lieux raisonnablement, les garde propres, ne les transforme pas sans accord écrit et ne les cède ni ne les sous-loue. Il signale sans attendre toute fuite, panne ou dégradation.`
const insurance = `## L’assurance
L’occupant assure ses biens, sa responsabilité et les risques liés à son activité avant d’entrer, et en remet l’attestation au propriétaire.`
const safety = `## La sécurité
L’occupant respecte le nombre de personnes, les charges au sol, les puissances électriques et les règles d’accueil du public indiqués sur la fiche du lot.`
const inventories = `## Les états des lieux
Un état des lieux est fait pièce par pièce, avec photos, à l’entrée et à la sortie ; les deux côtés l’acceptent. La sortie est comparée à l’entrée.`
const special = `## Conditions particulières
{{conditions}}`

export const STANDARD_VERSION = '2026-11'
export const standardTexts = {
  precarious: `# Convention d’occupation précaire
${parties}

${place}

## Pourquoi l’occupation est précaire
Cette occupation n’est possible qu’en raison de circonstances particulières, indépendantes de la seule volonté des parties : {{motif}}. Elle relève de l’article L145-5-1 du code de commerce et ne donne droit ni à un bail commercial, ni au renouvellement, ni à une indemnité d’éviction.

## La durée
L’occupation commence le {{début}} et prend fin au plus tard le {{fin}}. Elle prend fin plus tôt si les circonstances ci-dessus l’exigent ; le propriétaire prévient alors trois mois avant, par écrit. L’occupant peut partir à tout moment en prévenant un mois avant.

## La redevance
{{redevance}}. Elle reste inférieure à la valeur locative, parce que l’occupation est précaire.

${care}

${insurance}

${safety}

${inventories}

${special}`,

  short_lease: `# Bail dérogatoire de courte durée
${parties}

${place}

## Le bail
Les parties dérogent au statut des baux commerciaux, comme l’article L145-5 du code de commerce le permet. La durée totale du bail et des baux successifs du même occupant dans les mêmes lieux ne dépasse pas trois ans.

## La durée
Le bail dure {{durée}}, du {{début}} au {{fin}}. Il prend fin de plein droit à cette date. Si l’occupant reste et est laissé dans les lieux plus d’un mois après, un bail commercial naît : les deux côtés le savent.

## Le loyer
{{redevance}}.

## Les états des lieux
Un état des lieux est fait contradictoirement à l’entrée et à la restitution des lieux (article L145-40-1 du code de commerce), pièce par pièce, avec photos. Il est joint au bail.

${care}

${insurance}

${safety}

${special}`,

  free_loan: `# Prêt à usage
${parties}

${place}

## Un prêt gratuit
Le propriétaire prête les lieux gratuitement, comme l’exige l’article 1876 du code civil (articles 1875 à 1891). Aucune redevance, aucun service n’est demandé en échange. L’occupant paie ce qu’il dépense lui-même pour s’en servir.

## La durée
Le prêt commence le {{début}} et prend fin le {{fin}}. Le propriétaire ne reprend les lieux avant ce terme que pour un besoin pressant et imprévu, par décision de justice (article 1889). L’occupant peut les rendre à tout moment.

## La valeur des lieux
{{valeur}}

## Les défauts connus
{{défauts}} Le propriétaire répond des défauts qu’il connaît et qu’il tairait (article 1891).

${care}

${insurance}

${safety}

${inventories}

${special}`,

  public_domain: `# Convention d’occupation temporaire du domaine public
${parties}

${place}

## Le titre
Cette convention est le titre sans lequel nul ne peut occuper le domaine public (article L2122-1 du code général de la propriété des personnes publiques). Elle est accordée par : {{titre}}. Elle est personnelle, temporaire, précaire et révocable (article L2122-3) ; elle ne donne aucun droit au maintien dans les lieux ni à un bail commercial.

## La durée
L’occupation commence le {{début}} et prend fin le {{fin}}. L’autorité peut la révoquer plus tôt pour un motif d’intérêt général, par écrit.

## La redevance
{{redevance}}. {{base}}

${care}

${insurance}

${safety}

${inventories}

${special}`,
} as const
