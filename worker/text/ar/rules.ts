import type { Dictionary } from '../fr'
import type { Format } from '../format'

type Params = Record<string, string | number> | undefined

const text = (value: unknown) => String(value)
const number = (value: unknown) => Number(value)
const moment = (f: Format, at: unknown) => `${f.day(text(at))} على الساعة ${f.time(text(at))}`
const PER = { day: 'في اليوم', week: 'في الأسبوع', month: 'في الشهر', year: 'في السنة' }
const PERIOD = {
  day: 'في ذلك اليوم',
  week: 'في ذلك الأسبوع',
  month: 'في ذلك الشهر',
  year: 'في تلك السنة',
}
const bookings = (n: number) =>
  n === 1 ? 'حجز واحد' : n === 2 ? 'حجزان' : n <= 10 ? `${n} حجوزات` : `${n} حجزا`

export const ruleFields = {
  shortest: (p: Params, f: Format) => `احجزوا مدة لا تقل عن ${f.duration(number(p?.minutes))}.`,
  longest: (p: Params, f: Format) => `احجزوا ${f.duration(number(p?.minutes))} على الأكثر.`,
  step: (p: Params, f: Format) =>
    `يتم الحجز هنا بفترات من ${f.duration(number(p?.minutes))}: اختاروا ${f.time(text(p?.before))} أو ${f.time(text(p?.after))}.`,
  notice: (p: Params, f: Format) =>
    `كان يجب الطلب قبل ${moment(f, p?.before)}. اختاروا بداية ابتداء من ${moment(f, p?.earliest)}.`,
  horizon: (p: Params, f: Format) => `هذا بعيد جدا: يمكن حجز هذا العرض إلى غاية ${f.day(text(p?.latest))}.`,
  most_quantity: (p: Params, f: Format) => `${f.number(number(p?.most))} على الأكثر في كل حجز.`,
  only_for: () => 'تخصص الهيئة المعيرة هذا العرض لهيئات أخرى. راسلوها لتكونوا منها.',
  not_a_step: (p: Params, f: Format) => `أدخلوا مضاعفا للفترة المختارة: ${f.duration(number(p?.minutes))}.`,
  time_too_long: (p: Params, f: Format) => `أدخلوا ${f.duration(number(p?.max))} على الأكثر.`,
  time_too_short: (p: Params, f: Format) => `أدخلوا ${f.duration(number(p?.min))} على الأقل.`,
  not_in_cluster: (p: Params) => `لم نجد هذه الهيئة في القطب: ${p?.name}.`,
  not_hours: () => 'اكتبوا الساعات هكذا: 10:00-12:30، وافصلوا بينها بفاصلة.',
  below_shortest: () => 'لا يمكن أن تكون أطول مدة أقصر من أقصر مدة.',
  twice_limit: () => 'هذا الحد مكرر: احتفظوا بواحد.',
  no_solidarity: () => 'حددوا أولا تعريفة تضامنية في الإعلان.',
}

export const why: Dictionary['errors']['why'] = {
  quota_reached: (t, f) => {
    if (t.rule !== 'quota') return null
    const per = t.per as keyof typeof PER
    const again = t.opensAt ? ` يصبح ذلك ممكنا ابتداء من ${f.day(text(t.opensAt))}.` : ''
    if (t.of === 'bookings')
      return `لدى هيئتكم ${PERIOD[per]} من هذا العرض: ${bookings(number(t.used))}، والحد الأقصى ${bookings(number(t.most))} ${PER[per]}.${again}`
    const left = number(t.left) > 0 ? `بقي لكم ${f.duration(number(t.left))}` : 'لم يبق لكم وقت'
    return `${left} ${PERIOD[per]}: الحد الأقصى ${f.duration(number(t.most))} ${PER[per]} لكل هيئة.${again}`
  },
  too_close: (t, f) => {
    if (t.rule !== 'gap') return null
    const other = t.other as { startsAt: string; endsAt: string }
    return `لدى هيئتكم هذا العرض ${f.span(other.startsAt, other.endsAt)}، ويجب أن تفصل بين حجزين مدة ${f.duration(number(t.minutes))}. انتهوا قبل ${moment(f, t.before)} أو ابدؤوا بعد ${moment(f, t.after)}.`
  },
  one_at_a_time: (t, f) =>
    t.until ? `لدى هيئتكم حجز لهذا العرض إلى غاية ${moment(f, t.until)}: حجز واحد في كل مرة.` : null,
  too_late: (t, f) =>
    t.rule === 'change_notice'
      ? `كان يجب تغيير هذا الحجز قبل ${moment(f, t.before)}. راسلوا الهيئة المعيرة.`
      : `كان يجب الإلغاء قبل ${moment(f, t.before)}. راسلوا الهيئة المعيرة: ما زال بإمكانها الإلغاء.`,
  capacity_taken: (t) =>
    t.rule === 'competing' ? 'ما بقي لم يعد كافيا: لقد قبلتم طلبا آخر لهذا الوقت.' : null,
  outside_opening_hours: (t, f) => {
    const [first, ...more] = (t.open ?? []) as { from: string; to: string }[]
    if (!first) return null
    return `مغلق في هذا الوقت. مفتوح ${f.span(first.from, first.to)}${more.map((w) => ` و${f.hours(w.from, w.to)}`).join('')}.`
  },
}

export const rules: Dictionary['rules'] = {
  title: 'قواعد الحجز',
  manage: 'قواعد الحجز',
  manageHint: 'المدة والآجال ومن يمكنه الحجز وأيام الإغلاق.',
  lead: 'لا شيء إلزامي: ما يبقى فارغا لا يفرض شيئا.',
  back: 'العودة إلى الإعلان',
  saved: 'تم حفظ القواعد. الحجوزات السابقة لا تتغير.',
  save: 'حفظ القواعد',
  units: { minutes: 'دقائق', hours: 'ساعات', days: 'أيام' },
  unitOf: (label) => `الوحدة: ${label}`,
  length: {
    title: 'كم من الوقت',
    shortest: 'على الأقل',
    longest: 'على الأكثر',
    step: 'بفترات من',
    stepHint: 'تحسب من منتصف الليل: بفترات من ساعة، يبدأ الحجز على 9:00 أو 10:00.',
    anyStep: 'دون تحديد',
    most: 'الكمية القصوى في كل حجز',
    mostHint: (all) => `لديكم ${all}.`,
  },
  delays: {
    title: 'قبل كم من الوقت',
    notice: 'للحجز، على الأقل',
    change: 'للتغيير، على الأقل',
    cancel: 'للإلغاء، على الأقل',
    hint: 'قبل البداية. يمكنكم أنتم الإلغاء دائما.',
    horizon: 'أبعد موعد للحجز، بالأيام',
  },
  buffers: {
    title: 'ما يبقى شاغرا حول الحجز',
    before: 'قبل كل حجز',
    after: 'بعد كل حجز',
    hint: 'للترتيب أو التنظيف أو تسليم المفاتيح.',
    none: 'لا شيء',
  },
  share: {
    title: 'تقاسم عادل',
    quotas: 'لكل هيئة، على الأكثر',
    quotaMost: (n) => `الحد ${n}: كم`,
    quotaOf: (n) => `الحد ${n}: من ماذا`,
    quotaPer: (n) => `الحد ${n}: في أي مدة`,
    of: { bookings: 'حجوزات', minutes: 'ساعات' },
    per: PER,
    gap: 'بين حجزين لنفس الهيئة، على الأقل',
    one: 'حجز واحد في كل مرة لكل هيئة',
  },
  who: {
    title: 'من يمكنه الحجز، وكيف تختارون',
    onlyFor: 'هذه الهيئات فقط',
    onlyForHint: 'هيئة في كل سطر، كما هو مكتوب اسمها في القطب. فارغ: كل القطب.',
    requests: 'عند وصول طلب',
    hold: 'يحجز الوقت',
    holdHint: 'أول طلب ينتظر جوابكم ولا يتجاوزه أحد.',
    compete: 'لا يحجز شيئا',
    competeHint: 'يمكن لعدة هيئات طلب نفس الوقت: تقارنون وتختارون.',
  },
  closed: {
    title: 'أيام الإغلاق والأوقات الخاصة',
    lead: 'تحل محل الأوقات المعتادة. دون ساعات يكون مغلقا.',
    legend: (n) => `الفترة ${n}`,
    from: 'من',
    to: 'إلى',
    hours: 'ساعات الفتح',
    hoursHint: 'مثل 10:00-12:30, 14:00-18:00. فارغ: مغلق.',
  },
  lastMinute: {
    title: 'آخر لحظة',
    release: 'الإتاحة بالتعريفة التضامنية، قبل كم ساعة',
    hint: 'ما بقي شاغرا يصبح بالتعريفة التضامنية للجميع. فارغ: أبدا.',
  },
  bundle: {
    title: 'يكون دائما مع',
    hint: 'ما تختارونه يحجز معه في نفس الوقت، أو لا يحجز شيء.',
    of: (lender) => `من ${lender}`,
    find: 'البحث عن عرض آخر في القطب',
    findHint: 'عرض مؤسسة أخرى يطلب منها مع كل حجز، كغيره.',
    doFind: 'بحث',
  },
  list: {
    title: 'معلومات مفيدة',
    between: (shortest, longest) => `من ${shortest} إلى ${longest}`,
    exactly: (length) => `${length} بالضبط`,
    shortest: (length) => `${length} على الأقل`,
    longest: (length) => `${length} على الأكثر`,
    step: (length) => `بفترات من ${length}`,
    notice: (length) => `يطلب قبل ${length} على الأقل`,
    horizon: (day) => `يمكن حجزه إلى غاية ${day}`,
    cancel: (length) => `يمكن إلغاؤه إلى ${length} قبل البداية`,
    change: (length) => `يمكن تغييره إلى ${length} قبل البداية`,
    most: (amount) => `${amount} على الأكثر في كل حجز`,
    bookings: (n, per) => `${bookings(n)} على الأكثر ${PER[per]} لكل هيئة`,
    minutes: (length, per) => `${length} على الأكثر ${PER[per]} لكل هيئة`,
    gap: (length) => `${length} على الأقل بين حجزين لنفس الهيئة`,
    one: 'حجز واحد في كل مرة لكل هيئة',
    onlyFor: (names) => `مخصص لـ: ${names}`,
    closed: (when) => `مغلق ${when}`,
    hours: (when, hours) => `${when}: ${hours}`,
    released: (hours) => `خلال ${hours} قبل البداية: التعريفة التضامنية للجميع`,
    compete: 'الطلب لا يحجز الوقت: الهيئة تقارن بين الطلبات',
  },
  released: 'تعريفة تضامنية',
  whenInstant: 'يصل العنوان الدقيق وجهات الاتصال مع التأكيد.',
  whenCompeting:
    'الوقت غير محجوز: تقارن الهيئة بين الطلبات وتجيب في ستة أيام على الأكثر. يصل العنوان الدقيق وجهات الاتصال مع التأكيد.',
  cancelBy: (when) => `يمكنكم الإلغاء إلى غاية ${when}.`,
  cancelOver: (when) => `كان الإلغاء ممكنا إلى غاية ${when} فقط. راسلوا الهيئة: ما زال بإمكانها ذلك.`,
  changeOver: (when) => `كان التغيير ممكنا إلى غاية ${when} فقط.`,
  confirmedNext: (start) => `موعدكم ${start}.`,
  competing: {
    title: 'الطلبات الأخرى لهذا الوقت',
    lead: 'لا تحجز شيئا: اقبلوا ما تفضلون. كل طلب ينتظر جوابكم.',
    borrower: (lender, by) =>
      `تقارن ${lender} بين الطلبات وتجيب قبل ${by}. الوقت غير محجوز لكم إلى ذلك الحين.`,
    lender: (borrower, by) => `تنتظر ${borrower} جوابكم قبل ${by}. قد يطلب آخرون نفس الوقت: أنتم تختارون.`,
    impossible: 'لم يعد ممكنا',
    possible: 'ما زال ممكنا',
    full: 'ما بقي لم يعد كافيا لهذا الطلب: تم قبول طلب آخر. ارفضوه حتى تبحث الهيئة في مكان آخر.',
    accept: (name) => `قبول ${name}`,
    decline: (name) => `رفض ${name}`,
    see: 'عرض الطلب',
    declineAll: (n) => (n === 1 ? 'رفض الطلب الذي لم يعد ممكنا' : `رفض الطلبات التي لم تعد ممكنة (${n})`),
  },
}
