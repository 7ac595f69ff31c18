// Pure: plurals that the stemmers leave apart from their singular, so that "vélos" finds "vélo" and "صناديق" finds "صندوق".

const pairs = (text: string): [string, string][] =>
  text
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split(':') as [string, string])

const FRENCH = new Map(
  pairs(
    'jeux:jeu bijoux:bijou tuyaux:tuyau noyaux:noyau boyaux:boyau lieux:lieu cailloux:caillou essais:essai délais:délai balais:balai déblais:déblai remblais:remblai travaux:travail baux:bail vitraux:vitrail coraux:corail émaux:émail yeux:œil messieurs:monsieur mesdames:madame',
  ),
)

const ENGLISH = new Map(
  pairs(`shelves:shelf knives:knife loaves:loaf leaves:leaf halves:half scarves:scarf calves:calf wolves:wolf hooves:hoof feet:foot
    teeth:tooth children:child men:man women:woman mice:mouse geese:goose oxen:ox buses:bus minibuses:minibus gases:gas`),
)

/** Plurals that Arabic makes inside the word, of what is shared, reused or hired. Written as the text is normalised. */
const ARABIC = new Map(
  pairs(`مكاتب:مكتب كراسي:كرسي صناديق:صندوق الواح:لوح حواسيب:حاسوب غرف:غرفة مخازن:مخزن اكياس:كيس اقمشة:قماش ثياب:ثوب ادوات:اداة اجهزة:جهاز
    كتب:كتاب العاب:لعبة مواد:مادة ابواب:باب نوافذ:نافذة براميل:برميل قوارير:قارورة علب:علبة خيام:خيمة مطابخ:مطبخ ورش:ورشة ملاعب:ملعب
    مسارح:مسرح مدارس:مدرسة مصانع:مصنع مباني:مبني بنايات:بناية اراضي:ارض حدائق:حديقة اشجار:شجرة اغصان:غصن قشور:قشر فواكه:فاكهة زيوت:زيت
    دهون:دهن معادن:معدن اخشاب:خشب اوراق:ورق اقلام:قلم هواتف:هاتف اسلاك:سلك مصابيح:مصباح عمال:عامل حراس:حارس مواقف:موقف مراكب:مركب
    مقاعد:مقعد ستائر:ستارة رفوف:رف اسقف:سقف جدران:جدار مقالع:مقلع محاصيل:محصول اسمدة:سماد اعلاف:علف مشاتل:مشتل بذور:بذرة
    طوابق:طابق دكاكين:دكان متاجر:متجر فنادق:فندق ملاجئ:ملجا مساكن:مسكن منازل:منزل شقق:شقة مرائب:مراب اسطح:سطح افران:فرن قدور:قدر
    صحون:صحن كؤوس:كاس اكواب:كوب ملاعق:ملعقة شوك:شوكة سكاكين:سكين مفاتيح:مفتاح مناشير:منشار مطارق:مطرقة سلالم:سلم حبال:حبل`),
)

/** "Vélos", "tissus", "caméras": French stemming keeps that "s", as in "campus", where nothing is lost without it. */
const FRENCH_S = /^(.{2,}[^aeiou][oua]|.{1,}[^o]ou|.{2,}[eé]u)s$/

/** The singular of a French plural that the stemmer keeps apart; other words as they are. */
export const singularFrench = (word: string): string =>
  FRENCH.get(word) ?? (word.length > 4 ? word.replace(FRENCH_S, '$1') : word)

export const singularEnglish = (word: string): string => ENGLISH.get(word) ?? word

export const singularArabic = (word: string): string => ARABIC.get(word) ?? word
