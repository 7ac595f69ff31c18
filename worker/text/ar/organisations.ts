export const organisations = {
  coordination: {
    nav: 'تنشيط القطب',
    places: {
      today: 'اليوم',
      dashboard: 'لوحة المؤشرات',
      journal: 'السجل',
      members: 'الأعضاء',
      reports: 'البلاغات',
      import: 'الاستيراد',
      pages: 'الصفحات',
      settings: 'الإعدادات',
    },
  },
}
