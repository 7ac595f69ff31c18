/** What a standard page tells of the cluster it stands in. */
export interface Facts {
  cluster: string
  helper: string
  phone: string
  mail: string
  url: string
  slug: string
  isDemo: boolean
}
type Page = (f: Facts) => string

const reach = (f: Facts) => (f.helper ? `${f.helper}${f.phone ? `, ${f.phone}` : ''}, ou ${f.mail}` : f.mail)
const demo = (f: Facts) =>
  f.isDemo
    ? 'Ce pôle est une démonstration : ses structures, ses personnes et ses annonces sont inventées.\n\n'
    : ''

/** Empty lines separate paragraphs, "## " begins a title, "- " an item of a list. */
export const legal = {
  ranking: ((
    f,
  ) => `Dans ${f.cluster}, personne ne paie pour être mieux placé. L’ordre vient de ce que vous cherchez, et de rien d’autre.

## Quand vous cherchez

- Les mots : ceux du titre comptent plus que ceux de la description. Le pluriel, le féminin et les accents ne changent rien. Des mots voisins, d’une autre langue aussi, sont cherchés après les vôtres : « fourgon » pour « camion ».
- La distance : le plus proche d’abord, à mots égaux.
- La date : ce qui est libre quand vous le demandez passe devant. Ce qui est pris reste visible, plus bas, avec son prochain moment libre.
- Sans mots ni lieu : les annonces les plus récentes d’abord.

## Quand Maillage propose une correspondance

Une offre et un besoin sont rapprochés s’ils sont du même genre, à portée, aux bonnes dates et en quantité suffisante. Ensuite, une note additionne la ressemblance des mots, la distance, les horaires communs et l’ajustement de la quantité. Trois raisons vous sont toujours dites, par exemple « à 2 km » ou « libre mardi matin ».

« Ce n’est pas pour moi » retire la correspondance et nous dit pourquoi. Cela ne pénalise pas la structure.

## Ce qui ne compte pas

- Le statut, la taille ou l’ancienneté de la structure.
- Le nombre de réservations déjà faites, ni qui vous êtes.
- Le tarif, sauf si vous avez demandé un prix.

L’animation du pôle peut masquer une annonce signalée. Elle ne peut ni avancer ni reculer les autres.`) as Page,
  help: ((f) => `${demo(f)}## Chercher

Écrivez ce qu’il vous faut, ou choisissez un genre et une date. Vous n’avez pas besoin de compte pour regarder.

## Réserver

Ouvrez une offre, choisissez un jour puis un créneau, confirmez. Si la structure répond elle-même aux demandes, votre créneau est retenu pour vous en attendant sa réponse. Vous êtes prévenu·e par e-mail.

## Publier

« Publier », puis une question par écran : ce que c’est, quand, à quelles conditions. Rien n’est visible avant votre accord, et un brouillon vous attend si vous vous arrêtez.

## Annuler ou changer

Depuis votre agenda. Dites pourquoi : l’autre structure le saura, et pourra proposer son bien à quelqu’un d’autre.

## Rejoindre le pôle

Votre adresse e-mail suffit pour vous connecter. Cherchez ensuite votre structure par son SIRET ou son nom, ou inscrivez-la. L’animation du pôle répond.

## Pas à l’aise avec l’écran ?

${f.helper ? `${f.helper} publie et réserve pour vous${f.phone ? ` : appelez le ${f.phone}` : ''}.` : 'L’animation du pôle publie et réserve pour vous.'} Ce qui est fait en votre nom est noté, et vous pouvez demander à le voir.

## Un souci avec une annonce ?

« Signaler » est au bas de chaque annonce. L’animation du pôle regarde, et décide.`) as Page,
  privacy: ((
    f,
  ) => `${demo(f)}Maillage garde le moins possible : de quoi vous reconnaître, vous prévenir, et permettre à deux structures de s’entendre.

## Qui est responsable

${f.cluster} décide pourquoi et comment vos données sont utilisées (responsable de traitement, article 4 du RGPD). Pour toute question : ${reach(f)}.

## Ce que nous gardons, et pourquoi

- Votre nom, votre adresse e-mail, votre téléphone si vous le donnez, votre langue : pour vous connecter et vous écrire. Base légale : l’exécution du service que vous demandez.
- Les structures pour lesquelles vous agissez, vos annonces, vos réservations et vos messages : pour que le partage ait lieu. Même base.
- Le journal de ce qui s’est passé (qui a réservé quoi, quand), sans nom ni adresse : pour rendre des comptes et réparer une erreur. Base légale : l’intérêt légitime du pôle.

Nous ne vendons rien, ne faisons aucune publicité, ne mesurons pas votre visite. Il n’y a qu’un cookie, celui de votre connexion, et un autre pour votre langue si vous la choisissez : ni l’un ni l’autre ne demande de consentement.

## Qui voit quoi

- Tout le monde : les annonces publiques et la commune, jamais l’adresse exacte.
- Les membres du pôle : aussi les annonces réservées au pôle.
- Les deux parties d’une réservation confirmée : l’adresse, les noms et les téléphones.
- L’animation du pôle : les structures, les réservations et les signalements.

## Où, et combien de temps

Les données sont hébergées par Cloudflare, qui peut les traiter hors de l’Union européenne selon les clauses contractuelles types de la Commission. Votre compte reste tant que vous le gardez. Effacé, il disparaît aussitôt ; les réservations de votre structure restent, sans votre nom. Les liens et codes de connexion durent quelques minutes.

## Vos droits

- Voir et emporter vos données : « Mon compte », puis « Télécharger mes données ».
- Corriger, effacer votre compte, quitter une structure : au même endroit, sans demander à personne.
- Vous opposer, limiter, ou poser une question : ${reach(f)}. Réponse sous un mois.
- Saisir la CNIL si la réponse ne vous convient pas : https://www.cnil.fr/fr/plaintes.`) as Page,
  terms: ((f) => `${demo(f)}## Ce qu’est Maillage

Un tableau partagé, tenu par ${f.cluster}. Les structures y disent ce qu’elles ont et ce qui leur manque, et s’entendent entre elles. Le pôle n’est partie à aucun prêt, aucune vente, aucune mise à disposition.

## Qui peut publier et réserver

Les personnes qui agissent pour une structure acceptée dans le pôle. Elles s’engagent au nom de cette structure, et ont le droit de le faire.

## Ce que chacun promet

- Dire vrai : ce qui manque, ce qui est abîmé, comment on accède.
- Tenir parole : une réservation confirmée est due. On annule au plus tôt, en disant pourquoi.
- Rendre à l’heure et en état, et signaler la casse.
- Être assuré pour ce que l’on prête et ce que l’on emprunte.

## Ce que la loi demande

- Le personnel se prête à prix coûtant seulement : salaire, charges et frais (article L. 8241-1 du code du travail), avec l’accord de la personne.
- Un prêt gratuit de matériel est un prêt à usage (articles 1875 et suivants du code civil).
- Un déchet garde son statut et sa traçabilité. Les déchets dangereux passent par Trackdéchets, jamais par ce site.
- Une occupation temporaire de locaux dit sa fin et sa raison dès le départ.

## Ce qui est retiré

Les annonces fausses, illicites, discriminatoires, ou sans rapport avec le pôle. Chacun peut en signaler une. L’animation masque l’annonce ou suspend la structure, et dit pourquoi ; la structure peut répondre et demander un nouvel examen : ${reach(f)}.

## Ce que le pôle ne promet pas

Le service peut s’arrêter un moment. Le pôle répond de ses fautes, pas de l’exactitude des annonces ni de ce qui se passe entre deux structures.`) as Page,
  accessibility: ((
    f,
  ) => `Nous voulons que chacun puisse se servir de Maillage : à la souris, au doigt, au clavier, avec un lecteur d’écran, sur un vieux téléphone, sans JavaScript.

## État de conformité

Maillage n’a pas encore été audité selon le RGAA 4.1 par un tiers. Cette déclaration ne dit donc que ce qui est mesuré, et n’affirme aucune conformité.

## Ce qui est mesuré

- Chaque écran, dans chaque langue, rempli et avec ses erreurs, est passé à l’outil axe-core (règles WCAG 2.2, niveaux A et AA) avant d’être mis en ligne : aucune erreur n’est admise. Un tel outil ne trouve qu’une partie des défauts.
- Le contraste des textes est d’au moins 4,5 pour 1, en clair comme en sombre.
- Les boutons et les liens d’action mesurent 48 pixels ; les jours d’un calendrier, un peu moins de large sur un petit téléphone.
- Chercher, publier, réserver et annuler se font au clavier seul et sans JavaScript.

## Ce que nous savons imparfait

- La carte est un complément : tout ce qu’elle montre est aussi dans la liste.
- Avec un texte agrandi à 200 % sur un écran de 360 pixels, quelques tableaux défilent de côté.
- Les photos ont une description seulement si la personne qui publie l’a écrite.
- Les textes écrits par les structures sont dans leur langue, que le site annonce aux lecteurs d’écran.

## Nous le dire

Un obstacle ? ${reach(f)}. Nous répondons et, en attendant, nous faisons avec vous ce que l’écran empêche. Sans réponse satisfaisante, vous pouvez écrire au Défenseur des droits : https://formulaire.defenseurdesdroits.fr.`) as Page,
  legal: ((f) => `${demo(f)}## Éditeur

Ce site est édité par ${f.cluster}${f.helper ? `, joignable auprès de ${reach(f)}` : `, joignable à ${f.mail}`}. L’animation du pôle complète ici la dénomination, la forme juridique, l’adresse du siège, le numéro d’inscription et le nom de la personne directrice de la publication, comme le demande l’article 6 de la loi n° 2004-575 du 21 juin 2004 pour la confiance dans l’économie numérique (LCEN).

## Hébergeur

Cloudflare, Inc., 101 Townsend Street, San Francisco, CA 94107, États-Unis, +1 650 319 8930, https://www.cloudflare.com.

## Contenus

Chaque annonce est écrite par la structure qui la publie, et sous sa responsabilité. Pour signaler un contenu illicite : « Signaler » au bas de l’annonce, ou ${f.mail}. Dites de quelle annonce il s’agit et pourquoi.

## Logiciel

Maillage est un logiciel libre, sous licence AGPL-3.0 ou ultérieure. Les icônes sont de Lucide (licence ISC). Les codes de déchets viennent de la décision 2014/955/UE, les codes ROME de France Travail (Licence Ouverte).`) as Page,
  api: ((
    f,
  ) => `Ce que le site montre, vos programmes peuvent le lire ; ce qu’une page fait, ils peuvent le faire.

## Lire sans compte

- Le pôle : ${f.url}/api/v1/clusters/${f.slug}
- Les annonces publiques : ${f.url}/api/v1/clusters/${f.slug}/listings
- La description complète (OpenAPI 3.1) : ${f.url}/api/v1/openapi.json

## Avec un jeton

Créez un jeton dans « Mon compte » et envoyez-le dans l’en-tête Authorization: Bearer. Il agit comme vous, ne s’affiche qu’une fois et se retire d’un geste.

## Le journal

${f.url}/api/v1/clusters/${f.slug}/events donne ce qui s’est passé, dans l’ordre et sans trou, au format CloudEvents 1.0. Il ne contient aucun nom ni aucune adresse.

## Les règles

- Les montants sont en centimes, avec leur monnaie ; les instants en temps universel.
- Un en-tête Idempotency-Key rend un envoi répétable sans risque.
- Les listes se lisent page par page, avec leur curseur.
- Trop de demandes d’un coup : la réponse 429 dit quand revenir.`) as Page,
}
