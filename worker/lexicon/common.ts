import { LANGUAGES, type Language } from '../core/kinds'
import { stemsOf } from '../search/stems'

/**
 * Words that listings of every kind have: they tell nothing apart. How many, on what day and at what hour is judged by the
 * quantity and the dates, and where by the distance.
 */
const COMMON_WORDS: Record<Language, string> = {
  fr: `salle lieu espace matériel prêt prêter don dispo disponible local locaux place personne structure association
    pièce lot bon petit grand gros gratuit euro mètre fois carré cube kilo litre tonne unité nombre
    un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante
    cent mille dizaine douzaine quinzaine vingtaine trentaine quarantaine cinquantaine centaine millier demi premier seul
    heure jour journée semaine mois année an matin matinée midi après soir soirée nuit week end weekend
    lundi mardi mercredi jeudi vendredi samedi dimanche
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre printemps été automne hiver
    avons avez ont peut devoir falloir faut voudrait aimerions mettre remettre prendre donner trouver quelqu chose endroit`,
  en: `room place loan lend free available piece lot good small big large metre square cubic kilo litre ton unit number people person
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen twenty thirty forty fifty sixty
    seventy eighty ninety hundred thousand dozen half first single
    hour day week month year morning noon afternoon evening night weekend
    monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december spring summer autumn winter
    something somewhere someone want find give take get have`,
  ar: `قاعة مكان قطعة صغير صغيرة كبير كبيرة مجاني متر مربع كيلو لتر طن
    واحد اثنان ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثماني تسعة تسع عشرة عشر عشرون عشرين ثلاثون ثلاثين أربعون أربعين
    خمسون خمسين مئة مائة ألف نصف
    يوم أيام أسبوع شهر سنة ساعة ساعات صباح ظهر مساء ليلة شخص أشخاص
    الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد شيء`,
}
/** Their stems, in all three languages. */
export const COMMON: ReadonlySet<string> = new Set([
  ...LANGUAGES.flatMap((language) => stemsOf(COMMON_WORDS[language], language)),
  ...['kg', 'm2', 'm²', 'm³', 'm3'],
])
