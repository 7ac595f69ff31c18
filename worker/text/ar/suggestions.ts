import type { Dictionary } from '../fr'

export const suggestions: Dictionary['suggestions'] = {
  heading: 'انطلاقًا من كلماتكم',
  lead: 'مجرد اقتراحات: لا شيء يُختار بدلًا عنكم.',
  because: (what: string) => `تتحدثون عن: ${what}`,
  title: 'كلماتكم موجودة في عنوانه',
  chapter: 'كلماتكم موجودة في عنوان فصله',
  codes: 'رموز قائمة النفايات',
  families: 'المهن',
  category: 'نوع المعدات',
  read: 'قُرئ في نصكم',
  per: { day: 'في اليوم', week: 'في الأسبوع', month: 'في الشهر', year: 'في السنة' },
}
