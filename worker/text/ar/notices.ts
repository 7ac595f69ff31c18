const on = (when: string | undefined) => (when ? `، ${when}` : '')
const because = (reason: string | null | undefined) => (reason ? ` السبب: ${reason}` : '')
interface Named {
  listing?: string
  other?: string
  organisation?: string
  lender?: string
  borrower?: string
  when?: string
  step?: string
  reason?: string | null
  /** A moment, in words. */
  until?: string | null
  /** Of a listing that found several at once: how many, and the best of them by name. */
  found?: number
  best?: string[]
}
type Say = (s: Named) => string

const foundBy = ({ listing, found = 0, best = [] }: Named) => {
  if (found === 0) return `ما كان يوافق «${listing}» لم يعد منشورا.`
  const others = found > best.length ? `، وغيرها (${found - best.length})` : ''
  const names = best.map((title) => `«${title}»`).join('، ')
  const many =
    found === 1
      ? 'إعلان واحد يوافق'
      : found === 2
        ? 'إعلانان يوافقان'
        : `${found} ${found <= 10 ? 'إعلانات توافق' : 'إعلانا توافق'}`
  return `${many} «${listing}»: ${names}${others}.`
}

export const notices = {
  title: 'الإشعارات',
  empty: 'لا جديد. كل حجز أو توافق يخصّكم يُذكر هنا.',
  emptyAct: 'البحث في القطب',
  unread: 'جديد',
  older: 'إشعارات أقدم',
  settings: 'ضبط الرسائل الإلكترونية',
  rhythmTitle: 'الرسائل الإلكترونية',
  rhythms: { now: 'فورا', daily: 'مرة في اليوم، على الساعة 7:00', never: 'أبدا: أقرأ هنا' },
  rhythmSaved: 'تم الحفظ.',
  inDates: (n: number, first: string, last: string) =>
    n > 1 ? `عدد التواريخ ${n}، من ${first} إلى ${last}` : `يوم ${first}`,
  sentences: {
    'booking.requested': (s) => `تطلب ${s.borrower} «${s.listing}»${on(s.when)}. ننتظر جوابكم.`,
    'booking.confirmed': (s) =>
      `تم تأكيد الحجز: «${s.listing}»${on(s.when)}، من ${s.lender} إلى ${s.borrower}.`,
    'call.drafted': (s) => `نداء للترشيحات قيد الإعداد: «${s.listing}».`,
    'call.edited': (s) => `تغيّرت مسودة النداء «${s.listing}».`,
    'call.published': (s) => `نُشر نداء الترشيحات «${s.listing}». آخر أجل: ${s.until}.`,
    'call.amended': (s) => `تغيّر النداء «${s.listing}».${because(s.reason)}`,
    'call.closed': (s) => `أُغلق النداء «${s.listing}»: يمكن للجنة أن تقيّم.`,
    'call.names_shown': (s) => `النداء «${s.listing}»: تبدأ الجولة الثانية وتظهر الأسماء.`,
    'call.judged': (s) => `أنهت لجنة النداء «${s.listing}» عملها.`,
    'call.allocated': (s) => `أُسندت وحدات النداء «${s.listing}». اطلع على الأسباب.`,
    'call.ended': (s) => `انتهى النداء «${s.listing}».`,
    'call.cancelled': (s) => `أُلغي النداء «${s.listing}».${because(s.reason)}`,
    'profile.saved': () => 'تغيّر تعريف مؤسسة.',
    'application.started': (s) => `بدأ ترشيح للنداء «${s.listing}».`,
    'application.saved': (s) => `ترشيح للنداء «${s.listing}» قيد التحرير.`,
    'application.submitted': (s) => `وصل الترشيح رقم ${s.other} للنداء «${s.listing}». البصمة: ${s.reason}`,
    'application.sent': (s) => `أُرسل الترشيح رقم ${s.other} للنداء «${s.listing}».`,
    'application.withdrawn': (s) => `سُحب الترشيح رقم ${s.other} من النداء «${s.listing}».`,
    'score.given': (s) => `قُيّم الملف رقم ${s.other} في النداء «${s.listing}».`,
    'score.recused': (s) => `تنحّى أحد أعضاء اللجنة عن الملف رقم ${s.other} في النداء «${s.listing}».`,
    'call_offer.made': (s) => `تُعرض عليكم الوحدة ${s.other} من «${s.listing}». أجيبوا قبل ${s.until}.`,
    'call_offer.accepted': (s) => `قُبلت الوحدة ${s.other} من «${s.listing}».`,
    'call_offer.declined': (s) => `تُركت الوحدة ${s.other} من «${s.listing}»: تُعرض على الملف التالي.`,
    'call_offer.lapsed': (s) => `انقضى أجل قبول الوحدة ${s.other} من «${s.listing}».`,
    'booking.declined': (s) => `لا تستطيع ${s.lender} إعارة «${s.listing}»${on(s.when)}.${because(s.reason)}`,
    'booking.cancelled': (s) => `أُلغي الحجز: «${s.listing}»${on(s.when)}.${because(s.reason)}`,
    'booking.expired': (s) => `بقي طلب «${s.listing}»${on(s.when)} دون جواب فانتهت مدته.`,
    'booking.changed': (s) => `تغيّر حجز «${s.listing}»: أصبح ${s.when}.`,
    'booking.completed': (s) => `«${s.listing}»${on(s.when)}: انتهى. يمكنكم التصحيح خلال سبعة أيام.`,
    'waste_line.written': (s) => `تسليم «${s.listing}»${on(s.when)} مدوَّن في سجل النفايات.`,
    'waste_line.corrected': (s) => `صُحِّح سطر من سجل النفايات: «${s.listing}»${on(s.when)}.`,
    'slip.entered': (s) => `أُدخل سند تتبع «${s.listing}»${on(s.when)}.`,
    'booking.suspended': (s) =>
      `«${s.listing}» خارج الخدمة: لا يمكن أن يتم الحجز${on(s.when)} في الوقت الحالي. يبقى لكم، ونقترح عليكم ما يشبهه.`,
    'booking.agreed': (s) => `قُبل حجز «${s.listing}»${on(s.when)}؛ ما يرافقه ينتظر موافقة.`,
    'booking.resumed': (s) => `«${s.listing}» يعمل من جديد: الحجز${on(s.when)} قائم.`,
    'outage.declared': (s) =>
      `«${s.listing}» خارج الخدمة${s.until ? ` إلى غاية ${s.until}` : '، دون موعد معروف للعودة'}.`,
    'outage.changed': (s) =>
      `«${s.listing}»: ${s.until ? `العودة متوقعة يوم ${s.until}` : 'موعد العودة غير معروف'}.`,
    'outage.ended': (s) => `«${s.listing}» يعمل من جديد.`,
    'job.proposed': (s) => `اقتُرح شغل مشترك: «${s.listing}»، مع ${s.other}. أجيبوا قبل ${s.until}.`,
    'job.answered': (s) => `قبلت مؤسسة الشغل المشترك «${s.listing}» (${s.other}).`,
    'job.accepted': (s) =>
      `قبلت كل المؤسسات الشغل المشترك «${s.listing}». يمكن أن تحمل ${s.organisation} العقد.`,
    'job.refused': (s) => `لن يتم الشغل المشترك «${s.listing}»: رفضت إحدى المؤسسات.`,
    'job.lapsed': (s) => `لن يتم الشغل المشترك «${s.listing}»: انتهت مهلة الجواب.`,
    'job.withdrawn': (s) => `لم يعد الشغل المشترك «${s.listing}» (${s.other}) مقترحا.`,
    'job.prepared': (s) => `تُعدّ ${s.organisation} عرض الشغل المشترك «${s.listing}».`,
    'job.booked': (s) => `حُجز الشغل المشترك «${s.listing}» لفائدة ${s.other}.`,
    'cascade.opened': (s) => `بقي شيء من «${s.listing}»${on(s.when)}: يُعرض على المؤسسات التي تبحث عنه.`,
    'cascade.ended': (s) => `لم يعد ما بقي من «${s.listing}»${on(s.when)} معروضا: انظروا ما أُخذ منه.`,
    'remainder.offered': (s) =>
      `بقي ${s.other} من «${s.listing}» لدى ${s.lender}${on(s.when)}. هو محفوظ لكم إلى غاية ${s.until}.`,
    'remainder.taken': (s) => `أخذت ${s.organisation} مما بقي من «${s.listing}»${on(s.when)}.`,
    'remainder.refused': (s) => `تركت ${s.organisation} ما بقي من «${s.listing}»${on(s.when)}.`,
    'remainder.lapsed': (s) => `انتهت المهلة: يُعرض ما بقي من «${s.listing}»${on(s.when)} على غيركم.`,
    'stream_end.recorded': (s) => `سُجل مآل «${s.listing}».`,
    'stream_end.corrected': (s) => `صُحح مآل مسجل لـ«${s.listing}».`,
    'remainder.withdrawn': (s) => `لم تعد ${s.lender} تعرض ما بقي من «${s.listing}»${on(s.when)}.`,
    'waitlist.joined': (s) => `تنتظر مؤسسة مكانا في «${s.listing}»${on(s.when)}.`,
    'waitlist.offered': (s) => `شغر مكان: «${s.listing}»${on(s.when)}. هو محفوظ لكم إلى غاية ${s.until}.`,
    'waitlist.taken': (s) => `أُخذ المكان المنتظر في «${s.listing}»${on(s.when)}.`,
    'waitlist.passed': (s) => `انتقل المكان المعروض في «${s.listing}»${on(s.when)} إلى التالي.`,
    'waitlist.left': (s) => `لم تعد مؤسسة تنتظر «${s.listing}»${on(s.when)}.`,
    'waitlist.lapsed': (s) => `انتهت المهلة: لم يعد مكان «${s.listing}»${on(s.when)} محفوظا.`,
    'waitlist.returned': (s) =>
      `تعطل «${s.listing}» للتو: سُحب المكان المعروض${on(s.when)}، وتنتظرون من جديد في دوركم.`,
    'booking.no_show': (s) => `تشير ${s.lender} إلى أن «${s.listing}»${on(s.when)} لم يُستعمل.`,
    'handover.noted': (s) =>
      s.step === 'return'
        ? `سجل إرجاع «${s.listing}»${on(s.when)}. أخبر إن لم يكن ذلك صحيحا.`
        : `سجل تسليم «${s.listing}»${on(s.when)}. أخبر إن لم يكن ذلك صحيحا.`,
    'handover.overdue': (s) =>
      `«${s.listing}» الذي أعارته ${s.lender} إلى ${s.borrower}${on(s.when)} لم يسجل إرجاعه. أرجعه أو سجل الإرجاع.`,
    'agreement.accepted': (s) => `قبل الطرف الآخر اتفاقية إعارة «${s.listing}»${on(s.when)}.`,
    'agreement.lapsed': (s) => `تغير حجز «${s.listing}»: يجب قبول اتفاقية الإعارة من جديد.`,
    'series.requested': (s) => `تطلب ${s.borrower} «${s.listing}» في سلسلة: ${s.when}. ننتظر جوابك.`,
    'series.confirmed': (s) => `تأكدت السلسلة: «${s.listing}»، ${s.when}. ${s.lender} تعير ${s.borrower}.`,
    'series.declined': (s) => `لا تستطيع ${s.lender} إعارة «${s.listing}» في التواريخ المطلوبة.`,
    'series.cancelled': (s) => `أُلغيت تواريخ من سلسلة: «${s.listing}»، ${s.borrower}.${because(s.reason)}`,
    'series.changed': (s) => `تغيرت تواريخ من سلسلة: «${s.listing}»، ${s.borrower}.`,
    'offer_rules.changed': (s) => `تغيرت قواعد حجز «${s.listing}».`,
    'capacity.closures_replaced': () => 'أعيدت قراءة تقويم خارجي.',
    'feed.added': (s) => `التقويم «${s.other}» يغلق «${s.listing}» حين تكون مشغولة في مكان آخر.`,
    'feed.collided': (s) =>
      `يتقاطع جزء من التقويم «${s.other}» مع حجوزات «${s.listing}». الحجوزات باقية: اطلعوا عليها.`,
    'feed.failed': (s) => `لم يعد التقويم «${s.other}» الخاص بـ«${s.listing}» يجيب. تحققوا من عنوانه.`,
    'feed.removed': (s) => `لم يعد التقويم «${s.other}» يغلق «${s.listing}».`,
    'match.suggested': (s) => (s.best ? foundBy(s) : `«${s.listing}» قد يلبّي الحاجة «${s.other}».`),
    'match.accepted': (s) => `«${s.listing}» و«${s.other}»: الطرف الآخر يريد المتابعة.`,
    'match.time_proposed': (s) => `اقتُرح موعد لـ«${s.other}»: ${s.when}، مع «${s.listing}».`,
    'need.asked': (s) => `يبحث القطب عن «${s.listing}» لفائدة ${s.organisation}. هل تتوفرون عليه؟`,
    'search.found': (s) => `هل هذا ما كنت تبحث عنه؟ «${s.listing}» من ${s.organisation}.`,
    'message.sent': (s) => `كتبت إليكم ${s.organisation}.`,
    'listing.expired': (s) => `انتهت مدة الإعلان «${s.listing}». نقرة واحدة تجدّده.`,
    'listing.hidden': (s) => `أخفى منشّطو القطب «${s.listing}».${because(s.reason)}`,
    'listing.restored': (s) => `أعاد منشّطو القطب نشر «${s.listing}».`,
    'affiliation.accepted': (s) => `أصبحت ${s.organisation} عضوا في القطب. مرحبا!`,
    'affiliation.refused': (s) => `لم يُقبل طلب ${s.organisation}.${because(s.reason)}`,
    'affiliation.suspended': (s) => `عُلّقت عضوية ${s.organisation} في القطب.${because(s.reason)}`,
    'affiliation.reinstated': (s) => `عادت ${s.organisation} إلى القطب.`,
    'affiliation.requested': (s) => `تطلب ${s.organisation} الانضمام إلى القطب.`,
    'member.joined': (s) => `أنتم الآن أعضاء في ${s.organisation}.`,
    'site.opened': (s) => `سجّلت ${s.organisation} الموقع «${s.listing}».`,
    'site.changed': (s) => `تغيّرت بطاقة الموقع «${s.listing}».`,
    'lot.added': (s) => `أضيف الجزء ${s.other} إلى «${s.listing}».`,
    'lot.changed': (s) => `تغيّر الجزء ${s.other} من «${s.listing}».`,
    'lot.removed': (s) => `سُحب الجزء ${s.other} من «${s.listing}».`,
    'lead.reported': (s) => `بلّغ أحدهم عن «${s.listing}». انظروا في الأمر قبل استعماله.`,
    'lead.opened': (s) => `فُتح ملف جديد: «${s.listing}».`,
    'lead.changed': (s) => `استُكملت معلومات الملف «${s.listing}».`,
    'lead.moved': (s) => `انتقل الملف «${s.listing}» إلى مرحلة أخرى.`,
    'lead.noted': (s) => `أضيفت ملاحظة إلى الملف «${s.listing}».`,
    'pickup_round.opened': (s) => `تُعدّ ${s.organisation} جولة جمع.`,
    'pickup_round.changed': (s) => `تغيّرت جولة الجمع لدى ${s.organisation}.`,
    'pickup_round.cancelled': (s) => `أُلغيت جولة الجمع لدى ${s.organisation}.`,
    'pickup_stop.recorded': (s) => `سجّلت ${s.borrower} مرورها من أجل «${s.listing}».`,
    'inclusion.recorded': (s) => `احتسبت ${s.organisation} ساعات تكوين أو إدماج.`,
    'inclusion.corrected': (s) => `${s.organisation}: صُحّحت ساعات تكوين أو إدماج.`,
    'inclusion.withdrawn': (s) => `${s.organisation}: سُحبت ساعات تكوين أو إدماج.`,
    'lead.became_listing': (s) => `أصبح الملف «${s.listing}» إعلانا.`,
    'lead.became_site': (s) => `أصبح الملف «${s.listing}» موقعا.`,
    'impact_factor.added': () => 'أضيفت صيغة جديدة لأحد معاملات الحساب.',
    'impact_basis.chosen': () => 'حددت مؤسسة كيف يُحسب ما ينتجه أحد عروضها.',
    'funder_report.drafted': () => 'يجري إعداد تقرير للممولين.',
    'funder_report.changed': () => 'عُدّل تقرير للممولين.',
    'funder_report.published': () => 'نُشر تقرير للممولين.',
    'occupancy.drafted': (s) => `اتفاقية قيد الإعداد للوحدة ${s.listing}.`,
    'occupancy.edited': (s) => `تغيرت مسودة اتفاقية الوحدة ${s.listing}.`,
    'occupancy.proposed': (s) =>
      `${s.lender} تعرض على ${s.borrower} اتفاقية للوحدة ${s.listing}. اقرأها واقبلها.`,
    'occupancy.revised': (s) => `استرجعت اتفاقية الوحدة ${s.listing} لتغييرها: انتظر التالية.`,
    'occupancy.accepted': (s) => `قبل أحد الطرفين اتفاقية الوحدة ${s.listing}.`,
    'occupancy.started': (s) => `${s.borrower} تشغل الوحدة ${s.listing} ابتداء من اليوم.`,
    'occupancy.ended': (s) => `انتهى إشغال ${s.borrower} للوحدة ${s.listing}.`,
    'occupancy.left': (s) => `أرجعت ${s.borrower} مفاتيح الوحدة ${s.listing}.`,
    'occupancy.cancelled': (s) => `تركت اتفاقية الوحدة ${s.listing}.`,
    'occupancy.reminded': (s) => `الوحدة ${s.listing}، ${s.borrower}: الأجل ${s.other}. انظر ما يجب فعله.`,
    'agreement_text.changed': () => 'لنص إحدى الاتفاقيات نسخة جديدة.',
    'inventory.saved': (s) => `كتبت معاينة الوحدة ${s.listing}: اقرأها ووافق عليها.`,
    'inventory.agreed': (s) => `وافق أحد الطرفين على معاينة الوحدة ${s.listing}.`,
    'fee_rule.set': (s) => `تغيرت قاعدة تقسيم تكاليف «${s.listing}».`,
    'fee_month.drawn_up': (s) => `حصر شهر من مقابل «${s.listing}».`,
    'fee_line.recorded': (s) => `سجل أداء للوحدة ${s.listing}.`,
    'fee_line.corrected': (s) => `صحح سطر من كشف الوحدة ${s.listing}.`,
  } satisfies Record<string, Say> as unknown as Record<string, Say> & { other: Say },
  mail: {
    one: (cluster: string) => `أخبار من ${cluster}`,
    several: (n: number, cluster: string) => `${n} أخبار من ${cluster}`,
    hello: (name: string) => `مرحبا ${name}،`,
    open: 'فتح',
    timeZone: (zone: string) => `التوقيت المعتمد: ${zone}.`,
    why: 'تصلكم هذه الرسالة لأن الأمر يخصّكم.',
    stopAbout: (what: string) => `إيقاف الرسائل عن هذا (${what})`,
    settings: 'ضبط الرسائل الإلكترونية',
  },
  topics: {
    bookings: { name: 'الحجوزات', about: 'الطلبات والأجوبة والإلغاءات والتسليم والإرجاع' },
    matches: { name: 'التوافقات', about: 'ما يستجيب لإعلاناتكم، وما يبحث عنه القطب' },
    searches: { name: 'عمليات البحث المحفوظة', about: 'ما يظهر وأردت أن تعلم به' },
    messages: { name: 'الرسائل', about: 'مؤسسة تكتب إليك' },
    listings: { name: 'إعلاناتك', about: 'إعلان ينتهي أو يُحجب، أو تقويم لا يجيب' },
    membership: { name: 'مؤسستك', about: 'انضمامها وأعضاؤها' },
    coordination: { name: 'تنشيط القطب', about: 'طلبات الانضمام والبلاغات التي تنتظر المعالجة' },
  },
  mails: {
    title: 'رسائلي الإلكترونية',
    lead: 'كل شيء يبقى مقروءا في التطبيق. هنا تختار عمّ نكتب إليك ومتى.',
    topics: 'اكتبوا إلي عن',
    quiet: 'ساعات الهدوء',
    quietHint:
      'بين هاتين الساعتين بتوقيت القطب لا يُرسل ما يمكن أن ينتظر: التوافقات وعمليات البحث المحفوظة. ساعتان متساويتان: لا ساعات هدوء.',
    from: 'من',
    to: 'إلى',
    save: 'حفظ',
    saved: 'تم الحفظ.',
    rhythm: 'فورا أو مرة في اليوم أو أبدا: يُضبط ذلك في «حسابي».',
    searches: (cluster: string) => `عمليات بحثي المحفوظة، ${cluster}`,
  },
  unsubscribe: {
    askAbout: (what: string) =>
      `لن يكتب إليك Maillage بعد الآن عن هذا: ${what}. تبقى إشعاراتك مقروءة في التطبيق.`,
    actAbout: 'لا تكتبوا إلي عن هذا',
    doneAbout: (what: string) => `تم: لا رسائل بعد الآن عن هذا (${what}).`,
    all: 'لا تكتبوا إلي أبدا',
    title: 'إيقاف الرسائل الإلكترونية',
    ask: 'لن يراسلكم Maillage بعد الآن. تبقى إشعاراتكم مقروءة في التطبيق.',
    act: 'لا تراسلوني بعد الآن',
    done: 'تم: لا مزيد من الرسائل.',
    undo: 'يمكنكم تغيير رأيكم من «حسابي».',
    bad: 'هذا الرابط ناقص. افتحوا «حسابي» لضبط الرسائل.',
  },
}
