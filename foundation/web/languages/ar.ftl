## Components and shell: what every page says

shell-skip = انتقل إلى المحتوى
shell-navigation = الصفحات
shell-demo = عرض تجريبي: الأشخاص والمنظمة من وحي الخيال، ولا أحد يقرأ.
shell-promise = لا تقف أي أسرة وحدها.
language-chooser = اختر اللغة. الآن:
quick-exit = غادر الصفحة
quick-exit-keys = يمكنك أيضا الضغط مرتين على Escape.
field-optional = (اختياري)
field-error = خطأ:
error-summary-title = هناك ما يجب تصحيحه
select-choose = اختر
date-day = اليوم
date-month = الشهر
date-year = السنة
notice-info = من المفيد أن تعرف:
notice-warn = انتبه:
notice-success = تم:
notice-urgent = عاجل:
pagination-label = صفحات أخرى
pagination-before = السابق
pagination-after = التالي
pagination-place = الصفحة { $page } من { $pages }
steps-place = الخطوة { $step } من { $steps }
queue-next = دورك هو التالي.
queue-place = رقمك في قائمة الانتظار هو { $place }.
dialog-close = إغلاق
message-you = أنت
message-sent = أُرسلت
message-delivered = وصلت
message-seen = شوهدت
message-send = إرسال

## The component page of the demo

components-title = المكوّنات
components-lead = جميع الأجزاء التي تتكون منها الصفحات، مع أمثلة.
example-start = اكتب لنا
example-find = ابحث عن مساعدة
example-later = لاحقا
example-cancel = تراجع
example-delete = احذف المحادثة الآن
example-read-more = اقرأ المزيد عن هذا
example-back = رجوع
example-name = بماذا نناديك؟
example-name-hint = اسمك الأول أو أي اسم تختاره.
example-story = ما أكثر ما يشغلك الآن؟
example-story-hint = اكتب القليل أو الكثير كما تشاء.
example-story-value = أمر بوقت صعب.
example-phone = رقم الهاتف
example-phone-error = رقم الهاتف قصير جدا. اكتب ثمانية أرقام، مثلا ⁦12 34 56 78⁩.
example-email = البريد الإلكتروني
example-password = كلمة المرور
example-code = رمز لمرة واحدة
example-postcode = الرمز البريدي
example-postcode-hint = أربعة أرقام، مثلا 5000.
example-postcode-error = لا نعرف الرمز البريدي 9. اكتب أربعة أرقام.
example-who = من أنت؟
example-pregnant = حامل
example-mother = أم
example-father = أب
example-father-hint = أنت أيضا موضع ترحيب.
example-needs = ما الذي تحتاج إليه؟
example-talk = شخص أتحدث معه
example-money = مساعدة مالية
example-company = أسر أخرى
example-municipality = البلدية
example-due = ما هو موعد الولادة المتوقع؟
example-due-hint = مثلا ⁦24 3 2027⁩.
example-info = لا يلزم أن تخبرنا باسمك.
example-warn = نغلق بعد عشر دقائق. يمكنك الكتابة مجددا غدا.
example-success = حُذفت المحادثة.
example-urgent-title = هل هناك من هو في خطر الآن؟
example-urgent = اتصل بالرقم 112.
example-offer = استشارة مفتوحة للحوامل والأسر
example-offer-text = تعال أو اتصل. يمكنك التحدث مع أخصائي اجتماعي أو نفسي.
example-open = مفتوح الآن
example-unverified = غير مؤكد
example-closed = مغلق
example-price = السعر
example-free = مجاني
example-distance = المسافة
example-source = من صفحة مقدم الخدمة بتاريخ 3 نوفمبر 2026.
example-call = اتصل
example-change = تعديل
example-queue = في الانتظار
example-mine = محادثاتي
example-ended = المنتهية
example-conversations = المحادثات
example-delete-title = هل تريد حذف المحادثة؟
example-delete-text = ستختفي نهائيا، ولن نستطيع نحن أيضا قراءتها.
example-today = اليوم الساعة 14:02
example-yesterday = أمس الساعة 9:30
example-event-written = وصلت الرسالة الأولى
example-event-taken = تولت ميتّه المحادثة
example-author = ميتّه، مستشارة
example-answer = مرحبا. من الجيد أنك كتبت لنا. هل تخبرني قليلا عما هو صعب؟
example-shared = هذا المكان قريب منك:
example-arrived = ميتّه معك الآن.
example-write = اكتب رسالة
example-wait = يستغرق ذلك عادة أقل من خمس دقائق.
example-step = عنك
example-empty = لا أحد في الانتظار
example-empty-text = تظهر المحادثات الجديدة من تلقاء نفسها.

## Failure pages: what happened, what was saved, what to do next

failure-not-found-title = هذه الصفحة غير موجودة
failure-not-found-text = لا نجد الصفحة التي تبحث عنها. ربما نُقلت أو حُذفت.
failure-not-found-next = اذهب إلى الصفحة الرئيسية. من هناك يمكنك أن تجد المساعدة أو أن تكتب لنا.
failure-sign-in-title = يجب تسجيل الدخول
failure-sign-in-text = هذه الصفحة للموظفين، ولم يتم تسجيل دخولك الآن.
failure-sign-in-next = سجّل الدخول في نافذة جديدة، ثم عد إلى هنا وأرسل من جديد.
failure-sign-in-go = تسجيل الدخول
failure-forbidden-title = لا يمكنك الوصول إلى هذا
failure-forbidden-text = دورك لا يسمح بالوصول إلى هذا.
failure-forbidden-next = اسأل المسؤول عنك إن كان عملك يحتاج إلى هذا الوصول.
failure-broken-text-title = لم نستطع قراءة النص
failure-broken-text-text = حدث خلل في الطريق، فلم تعد الحروف مقروءة.
failure-broken-text-next = ارجع إلى الوراء في المتصفح وأرسل من جديد. إن تكرر ذلك فجرّب متصفحًا آخر.
failure-bad-request-title = لم نفهم ذلك
failure-bad-request-text = ما أُرسل لا يناسب هذه الصفحة.
failure-bad-request-next = افتح الصفحة من جديد وحاول مرة أخرى.
failure-form-title = هناك شيء يحتاج إلى تصحيح
failure-form-text = بعض ما كتبته ناقص أو غير مناسب.
failure-form-next = صحّحه وأرسل من جديد.
failure-conflict-title = سبقك شخص آخر
failure-conflict-text = غيّر شخص آخر الشيء نفسه بينما كنت تكتب.
failure-conflict-next = افتح الصفحة من جديد وانظر كيف أصبحت الآن.
failure-too-many-title = انتظر قليلًا
failure-too-many-seconds = كان ذلك أسرع من اللازم. حاول من جديد بعد { $seconds ->
    [zero] لحظة
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوانٍ
    [many] { $seconds } ثانية
   *[other] { $seconds } ثانية
}.
failure-too-many-minutes = كانت المحاولات كثيرة. حاول من جديد بعد { $minutes ->
    [zero] لحظة
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $minutes } دقائق
    [many] { $minutes } دقيقة
   *[other] { $minutes } دقيقة
}.
failure-too-many-next = لم تفعل شيئًا خاطئًا. هذا الحد يحمي من يحتاجون إلى المساعدة.
failure-too-large-title = النص طويل جدًا
failure-too-large-text = كتبت أكثر مما نستطيع استلامه مرة واحدة.
failure-too-large-next = قسّم النص إلى أجزاء وأرسلها واحدًا بعد الآخر.
failure-stale-form-title = كانت الصفحة قديمة
failure-stale-form-text = بقيت الصفحة مفتوحة وقتًا طويلًا، أو أن متصفحك لا يحفظ ملفات تعريف الارتباط.
failure-stale-form-next = راجع ما كتبته وأرسل من جديد.
failure-foreign-form-title = لم يُرسل شيء
failure-foreign-form-text = حاول موقع آخر أن يرسل شيئًا باسمك، وقد أوقفنا ذلك.
failure-foreign-form-next = لا تحتاج إلى فعل شيء. إن أردت أن تكتب لنا فابدأ من الصفحة الرئيسية.
failure-unavailable-title = لدينا مشكلة الآن
failure-unavailable-text = النظام لا يستجيب في هذه اللحظة. الخطأ منا وليس منك.
failure-unavailable-next = انتظر لحظة وحاول من جديد. إن كان أحد في خطر فاتصل بالرقم 112.
failure-internal-title = حدث خطأ لدينا
failure-internal-text = حدث خطأ. الخطأ منا وليس منك.
failure-internal-next = حاول من جديد. إن كان أحد في خطر فاتصل بالرقم 112.
failure-saved-nothing = لم يُرسل ما كتبته.
failure-saved-unsure = لا نعرف هل وصل ما كتبته. يمكنك الإرسال من جديد بأمان، فهو يُحفظ مرة واحدة فقط.
failure-your-text = ما كتبته
failure-also-sent = ما يُرسل أيضًا
failure-send-again = أرسل من جديد
failure-open-again = افتح الصفحة من جديد
failure-home = إلى الصفحة الرئيسية
failure-reference = إن كتبت لنا أو اتصلت بنا بشأن هذا الخطأ فاذكر:

## Leaving unseen

neutral-title = صفحة
neutral-heading = إخفاء موضوع الصفحة
neutral-lead = يظهر اسم الصفحة في لسان المتصفح. يمكنك أن تطلب منا كتابة كلمة «صفحة» فقط. عندها لا يظهر الاسم أيضًا في قائمة الصفحات التي زرتها. أما العنوان فيبقى ظاهرًا.
neutral-is-on = نكتب الآن كلمة «صفحة» فقط.
neutral-is-off = نكتب الآن اسم الصفحة.
neutral-on = اكتبوا «صفحة» فقط
neutral-off = اكتبوا اسم الصفحة من جديد
hiding-title = إن كان يجب ألا يعرف أحد أنك هنا
hiding-lead = نستطيع مساعدتك في إخفاء بعض الأشياء، لكن ليس كل شيء. اقرأ هنا ما يمكنك فعله بنفسك.
hiding-danger = إن كنت في خطر الآن فاتصل بالرقم 112.
hiding-exit-title = مغادرة الصفحة بسرعة
hiding-exit-how = اضغط على زر «غادر الصفحة» أو اضغط مرتين على مفتاح Escape. تنتقل فورًا إلى صفحة عادية، ونمحو ما حفظه متصفحك عنا.
hiding-exit-code = تُغلق المحادثة أيضًا على شاشتك، لكنها لا تُحذف. لا يمكنك العودة إليها إلا برمزك.
hiding-cannot-title = ما لا نستطيع إخفاءه
hiding-history = يتذكر متصفحك الصفحات التي زرتها. الزر يزيل الصفحة التي كنت فيها، لكنه لا يزيل ما رأيته قبلها.
hiding-no-script = إن كان JavaScript متوقفًا فقد يُظهر زر الرجوع أنك كنت هنا.
hiding-accounts = إن كان متصفحك مسجَّلًا بحساب يستخدمه غيرك أيضًا فقد يرون زياراتك على أجهزتهم.
hiding-bill = إن اتصلت هاتفيًا فقد يظهر الرقم في الهاتف وفي الفاتورة.
hiding-router = من يدير الإنترنت في البيت أو في العمل قد يرى المواقع التي تُزار.
hiding-watching = لا نستطيع أن نكتشف صورة للشاشة أو تطبيق مراقبة أو شخصًا ينظر إلى شاشتك.
hiding-can-title = ما يمكنك فعله
hiding-private = استخدم نافذة خاصة. عندها ينسى المتصفح الصفحة حين تغلقها.
hiding-other-device = استخدم هاتف شخص آخر أو حاسوبًا في المكتبة إن كنت تظن أن جهازك مراقَب.
hiding-titles = يمكنك أن تطلب منا ألا نكتب موضوع الصفحة:
hiding-we-title = ما لا نحفظه
hiding-we = لا نحفظ عنوانك على الإنترنت، ولا نحفظ أي هاتف أو حاسوب تستخدم.
hiding-draft = ما تكتبه الآن محفوظ في لسان متصفحك فقط. يختفي حين ترسله أو تغادر الصفحة أو تغلق اللسان.
hiding-leave = غادر الصفحة الآن
