import type { Partially } from '../index'
import type { calendars as french } from '../fr/calendars'

/** From 3 to 10 the noun is plural, else singular. */
const counted = (n: number, shown: string, one: string, two: string, few: string, many: string) =>
  n === 1 ? one : n === 2 ? two : n % 100 >= 3 && n % 100 <= 10 ? `${shown} ${few}` : `${shown} ${many}`

export const calendars: Partially<typeof french> = {
  entry: {
    names: {
      person: 'Maillage: مفكرتي',
      organisation: (name) => `Maillage: ${name}`,
      offer: (title) => `Maillage: ${title}`,
    },
    asked: (title) => `في انتظار التأكيد: ${title}`,
    gone: (title) => `ملغى: ${title}`,
    lent: (title, borrower) => `${title} (${borrower})`,
    busy: 'مشغول',
    busyPart: (part, whole) => `مشغول: ${part} من ${whole}`,
    lender: (name) => `المعير: ${name}`,
    borrower: (name) => `المستعير: ${name}`,
    quantity: (amount) => `الكمية: ${amount}`,
    lot: (name) => `الحصة: ${name}`,
    note: (text) => `ملاحظة: ${text}`,
    state: (status) => `الحالة: ${status}`,
    whereLater: 'يصل العنوان الدقيق مع التأكيد.',
    file: 'reservation',
  },
  title: 'التقاويم',
  leads: {
    person: 'تابعوا في تقويم هاتفكم أو حاسوبكم كل ما تستعيره هيئاتكم وتعيره. يتحدث من تلقاء نفسه.',
    organisation: (name) =>
      `تابعوا في تقويمكم كل ما تستعيره ${name} وتعيره في هذا القطب. يتحدث من تلقاء نفسه.`,
    offerInside: 'تابعوا في تقويمكم كل حجوزات هذا العرض. يتحدث من تلقاء نفسه.',
    offerOutside: 'اعرفوا من تقويمكم متى يكون هذا العرض محجوزا، وتابعوا حجوزاتكم. تبقى حجوزات غيركم مجهولة.',
  },
  link: 'في تقويمي',
  linkLead: 'Google و Apple و Thunderbird',
  address: 'عنوان سري',
  none: 'ليس لديكم بعد عنوان لهذا التقويم.',
  make: 'إنشاء عنواني',
  again: 'إنشاء عنوان آخر',
  againHint: 'سيتوقف العنوان الحالي عن العمل.',
  revoke: 'إلغاء',
  revokeThat: (name) => `إلغاء العنوان: ${name}`,
  made: (date) => `أنشئ في ${date}`,
  read: (when) => `قُرئ ${when}`,
  neverRead: 'لم يُقرأ قط',
  newTitle: 'هذا عنوانكم',
  once: 'انسخوه الآن: لا يظهر إلا مرة واحدة. من يعرفه يقرأ هذا التقويم دون تسجيل الدخول: احتفظوا به لأنفسكم.',
  open: 'فتح في تقويمي',
  copy: 'نسخ',
  copied: 'تم النسخ',
  revoked: 'أُلغي العنوان: لم يعد يُظهر شيئا.',
  how: 'كيف أشترك',
  steps: {
    google: ['Google', 'من الحاسوب: «تقاويم أخرى»، ثم +، ثم «من عنوان URL»، والصقوا العنوان.'],
    apple: [
      'Apple',
      'في «التقويم»: ملف، ثم «اشتراك جديد في تقويم». وعلى iPhone: إضافة تقويم، ثم «إضافة تقويم اشتراك».',
    ],
    thunderbird: ['Thunderbird', 'تقويم جديد، ثم «على الشبكة»، والصقوا العنوان دون اسم مستخدم.'],
  },
  slow: 'يقرأ Google بضع مرات في اليوم، وغيره كل ساعة تقريبا.',
  mine: 'كل عناويني',
  of: {
    person: 'مفكرتي',
    organisation: (name) => `الهيئة: ${name}`,
    offer: (title) => `العرض: ${title}`,
  },
  other: 'عنوان هيئة أو عرض يُنشأ من صفحته.',
  feeds: {
    title: 'تقاويمكم الأخرى',
    lead: 'هل يُحجز هذا العرض أيضا في مكان آخر؟ أعطوا ذلك التقويم: حين يكون «مشغولا» يُغلق العرض هنا. الحجوزات الموجودة تبقى دائما.',
    none: 'لا يوجد تقويم خارجي.',
    add: 'إضافة تقويم',
    name: 'ما اسمه؟',
    nameHint: 'مثلا: تقويم الاستقبال.',
    address: 'عنوان التقويم',
    addressHint: 'يبدأ بـ https:// أو webcal:// وينتهي غالبا بـ .ics. تُعاد قراءته كل ساعتين.',
    file: 'أو ملف .ics',
    fileHint: 'ميغابايت واحد على الأكثر. ما يتكرر فيه يستمر في الإغلاق.',
    what: 'ماذا يغلق؟',
    act: 'إضافة',
    refresh: 'إعادة القراءة',
    refreshThat: (name) => `إعادة قراءة «${name}»`,
    remove: 'إزالة',
    removeThat: (name) => `إزالة «${name}»`,
    fromFile: 'ملف',
    closes: (n, shown) =>
      n === 0
        ? 'لا يغلق شيئا في السنة المقبلة.'
        : `يغلق ${counted(n, shown, 'مرة واحدة', 'مرتين', 'مرات', 'مرة')}.`,
    readAt: (when) => `قُرئ ${when}`,
    until: (date) => `قُرئ حتى ${date}`,
    ignored: (n, shown) =>
      `${counted(n, shown, 'حدث واحد', 'حدثان', 'أحداث', 'حدثا')} لا يشغل وقتا (متاح أو ملغى).`,
    left: (n, shown) =>
      `يتقاطع ${counted(n, shown, 'مرة واحدة', 'مرتين', 'مرات', 'مرة')} مع ما هو محجوز. الحجوزات باقية؛ انظروا ما يجب فعله:`,
    more: (n) => `و${n} أخرى`,
    remarks: {
      no_such_date: (value) => `تاريخ غير موجود تُرك جانبا: ${value}`,
      reversed: (value) => `حدث ينتهي قبل أن يبدأ تُرك جانبا: ${value}`,
      cut: (date) => `الأحداث كثيرة جدا: قُرئ حتى ${date} فقط.`,
    },
    failing: (n) => (n === 1 ? 'لم تنجح القراءة الأخيرة.' : `لم تنجح القراءات الأخيرة، وعددها ${n}.`),
    next: (when) => `المحاولة المقبلة ${when}.`,
    done: {
      added: 'أُضيف التقويم.',
      refreshed: 'أُعيدت قراءة التقويم.',
      removed: 'أُزيل التقويم: رُفعت إغلاقاته.',
    },
  },
}

/** Why a calendar from elsewhere can not be read; words of wrong fields too. */
export const feedFields = {
  feed_unreachable: () => 'هذا العنوان لا يجيب.',
  feed_status: () => 'هذا العنوان يجيب بالرفض: تأكدوا من أن التقويم مشترك.',
  feed_redirects: () => 'هذا العنوان يحيل إلى غيره مرات كثيرة.',
  feed_too_large: () => 'هذا التقويم كبير جدا: ميغابايت واحد على الأكثر.',
  not_https: () => 'يجب أن يبدأ العنوان بـ https:// أو webcal://.',
  not_public: () => 'هذا ليس عنوان موقع عام.',
  not_ics: () => 'هذا ليس تقويما (.ics) نستطيع قراءته.',
  unknown_zone: (p?: Record<string, string | number>) =>
    p?.zone
      ? `يستعمل هذا التقويم منطقة زمنية غير معروفة: ${p.zone}.`
      : 'يستعمل هذا التقويم منطقة زمنية غير معروفة.',
  endless_rule: () => 'في هذا التقويم تكرار بلا نهاية: يعود مرات كثيرة جدا.',
  too_many_rules: () => 'في هذا التقويم تكرارات كثيرة جدا.',
  unreadable_rule: () => 'في هذا التقويم تكرار لا يُقرأ.',
  too_many_feeds: () => 'لهذا العرض خمسة تقاويم خارجية: أزيلوا أحدها أولا.',
  file_or_address: () => 'أعطوا عنوانا أو ملفا، لا الاثنين معا.',
}
