import type { Dictionary } from '../fr'

export const unmet: Dictionary['unmet'] = {
  title: 'احتياجات بلا جواب',
  finding: (n: number, shown: string) =>
    n === 0
      ? 'لا احتياج بلا جواب'
      : n > 1
        ? `احتياجات لا يستجيب لها شيء: ${shown}`
        : 'احتياج واحد لا يستجيب له شيء',
  lead: 'ما تبحث عنه مؤسسات ولا يغطيه توافق مقبول ولا حجز. تحت كل واحد ما يكاد يناسب، والشيء الوحيد الناقص.',
  empty: 'لا شيء هنا. لكل احتياج منشور جواب، أو لم ينشر أي احتياج.',
  by: { kind: 'حسب النوع', commune: 'حسب الجماعة', concept: 'حسب الشيء' },
  everything: 'الكل',
  csv: 'تنزيل (CSV)',
  more: 'المزيد',
  since: (when: string) => `نُشر ${when}`,
  almost: 'يكاد يناسب',
  nothing: 'لا شيء يقاربه في القطب.',
  later: 'لم يُفحص بعد: سيتم ذلك خلال ساعة.',
  ask: 'اسأل مؤسسات',
  asked: (n: number) => (n > 1 ? `مؤسسات سُئلت من قبل: ${n}` : 'سُئلت مؤسسة واحدة من قبل'),
  obstacle: {
    distance: (have: string, want: string) => `${have} بدل ${want}`,
    quantity: (have: string, want: string) => `${have} بدل ${want}`,
    price: (have: string, want: string) => `${have} بدل ${want}`,
    days: (have: string, want: string) => `${have} بدل ${want}`,
    everyDay: 'كل الأيام',
    hours: 'الأيام نفسها في ساعات أخرى',
    period: (have: string, want: string) => `${have}؛ المطلوب ${want}`,
    from: (day: string) => `ابتداء من ${day}`,
    until: (day: string) => `إلى غاية ${day}`,
    between: (from: string, to: string) => `من ${from} إلى ${to}`,
    always: 'في أي وقت',
    taken: 'محجوز في التواريخ المطلوبة',
    access: 'لا ولوج للكرسي المتحرك',
  },
  what: {
    recipe: 'الوصفة',
    ...{ distance: 'المسافة', dates: 'التواريخ', quantity: 'الكمية', price: 'الثمن', taken: 'محجوز' },
    access: 'الولوج',
  },
  need: {
    back: 'احتياجات بلا جواب',
    seek: 'تبحث عن',
    see: 'عرض الاحتياج',
    likely: 'من قد يتوفر عليه؟',
    likelyLead: 'مؤسسات تعرض أو عرضت شيئا مشابها. لا تُسأل كل واحدة إلا مرة عن احتياج.',
    has: 'تعرض',
    had: 'عرضت',
    askedOn: (day: string) => `سُئلت يوم ${day}`,
    nobody: 'لم تعرض أي مؤسسة شيئا مشابها قط.',
    act: 'اسألهم',
    done: (n: number) =>
      n === 0 ? 'سبق أن سُئلوا.' : n > 1 ? `عدد المؤسسات التي أُخبرت: ${n}` : 'أُخبرت مؤسسة واحدة.',
    choose: 'اختر مؤسسة واحدة على الأقل.',
  },
  answer: {
    title: 'هل تتوفرون عليه؟',
    lead: (organisation: string) => `يسألكم القطب لفائدة ${organisation}.`,
    offer: 'نعم: نشر عرض',
    talk: 'عرض الاحتياج كاملا',
    no: 'وإلا فلا شيء عليكم.',
  },
  reasons: {
    title: 'ما يُستبعد ولماذا',
    lead: 'خلال تسعين يوما، الأسباب المقدمة مع «ليس لنا».',
    none: 'لم يُستبعد شيء.',
    names: {
      ...{ too_far: 'بعيد جدا', wrong_dates: 'تواريخ غير مناسبة', wrong_thing: 'شيء آخر', price: 'الثمن' },
      other: 'سبب آخر',
    },
  },
}
