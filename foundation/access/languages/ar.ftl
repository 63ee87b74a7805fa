## Roles

role-counsellor = مستشار
role-counsellor-text = يتحدث مع العائلات.
role-team-lead = مسؤول الفريق
role-team-lead-text = يرى الدور ومن هو في العمل.
role-policy-officer = مسؤول السياسات
role-policy-officer-text = يحسب ماذا يغيّر الإصلاح. لا يرى أي محادثة.
role-administrator = مدير النظام
role-administrator-text = يدعو الزملاء ويتابع سير العمل.
role-data-protection-officer = مسؤول حماية البيانات
role-data-protection-officer-text = يرى من اطّلع على ماذا.

## Signing in

sign-in-title = تسجيل الدخول
sign-in-lead = لمن يعمل هنا. إذا كنت بحاجة إلى مساعدة فلا داعي لتسجيل الدخول.
sign-in-help = أحتاج إلى مساعدة
sign-in-email = البريد الإلكتروني
sign-in-email-missing = اكتب بريدك الإلكتروني.
sign-in-password = كلمة المرور
sign-in-password-missing = اكتب كلمة المرور.
sign-in-wrong = البريد وكلمة المرور لا يتطابقان. حاول مرة أخرى أو استخدم مفتاح مرور.
sign-in-go = متابعة
sign-in-passkey = الدخول بمفتاح مرور
sign-in-passkey-hint = استخدم البصمة أو الوجه أو مفتاح أمان. عندها لا تحتاج إلى رمز.
sign-in-demo = الدخول بنقرة واحدة في النسخة التجريبية
passkey-failed = لم ينجح الأمر مع مفتاح المرور. حاول مرة أخرى.
code-title = رمزك لمرة واحدة
code-lead = افتح التطبيق على هاتفك واكتب الأرقام الستة.
code-label = رمز لمرة واحدة
code-hint = إن لم يكن هاتفك معك فاكتب أحد رموزك الاحتياطية.
code-missing = اكتب الرمز.
code-wrong = الرمز غير صحيح أو سبق استخدامه. انتظر الرمز التالي وحاول مرة أخرى.
code-go = تسجيل الدخول

## Coming in for the first time

invitation-title = أهلاً بك
invitation-lead = أنت مدعو بصفة: { $roles }. اختر اسماً وكلمة مرور وجهّز هاتفك.
invitation-email = تسجل الدخول بالعنوان { $email }
invitation-name = اسمك
invitation-name-hint = يراه الزملاء والعائلات. الاسم الأول يكفي.
invitation-name-missing = اكتب اسمك.
invitation-password = اختر كلمة مرور
invitation-password-hint = { $least } حرفاً على الأقل. مثلاً أربع كلمات لا علاقة بينها.
invitation-password-short = كلمة المرور قصيرة. استخدم { $least } حرفاً على الأقل.
invitation-password-long = كلمة المرور طويلة. استخدم { $most } حرف على الأكثر.
invitation-password-easy = كلمة المرور سهلة التخمين. اختر كلمة لا تشبه اسمك أو بريدك.
invitation-phone = رموز لمرة واحدة على هاتفك
invitation-phone-lead = افتح على هاتفك تطبيقاً لرموز المرة الواحدة وامسح الصورة.
invitation-picture = صورة يمسحها تطبيقك
invitation-typed = إن لم تستطع المسح فاكتب هذا المفتاح في التطبيق:
invitation-code = الرمز من التطبيق
invitation-code-hint = ستة أرقام تتغير كل نصف دقيقة.
invitation-code-wrong = الرمز غير صحيح. اكتب الأرقام الستة التي يعرضها التطبيق الآن.
invitation-go = لنبدأ
invitation-gone = الدعوة لم تعد صالحة
invitation-gone-text = استُخدمت أو مضى وقتها. اطلب دعوة جديدة. وإن كان لديك حساب فسجّل الدخول.
recovery-title = رموزك الاحتياطية
recovery-lead = احفظها في مكان آمن. كل رمز يعمل مرة واحدة إذا فقدت هاتفك. لا يمكننا عرضها مرة أخرى.
recovery-go = لقد حفظتها

## The demo

demo-title = جرّب Favn
demo-lead = كل من هنا شخصيات خيالية. من تريد أن تكون؟
demo-go = الدخول باسم { $name }
demo-family = شخص يحتاج إلى مساعدة
demo-family-text = اكتب كما تكتب أي عائلة. من دون اسم.
demo-family-go = إلى الصفحة الرئيسية
demo-nobody = لا يوجد أحد للدخول باسمه بعد.

## One's own account

account-title = حسابك
account-email = البريد الإلكتروني
account-roles = الأدوار
account-sign-out = تسجيل الخروج
account-sessions = أماكن تسجيل دخولك
account-session-here = هذا المتصفح
account-session-elsewhere = متصفح آخر
account-session-facts = منذ { $since }. آخر استخدام { $seen }.
account-session-end = إخراجه
account-passkeys = مفاتيح المرور
account-passkeys-lead = بمفتاح المرور تسجل الدخول بالبصمة أو الوجه أو مفتاح أمان.
account-passkeys-none = ليس لديك أي مفتاح بعد.
account-passkeys-away = لا تعمل على هذا العنوان. استخدم عنواناً باسم و https.
account-passkey-name = اسم المفتاح
account-passkey-name-hint = مثلاً هاتفي.
account-passkey-name-new = مفتاحي
account-passkey-add = إضافة مفتاح مرور
account-passkey-added = أُضيف { $since }.
account-passkey-used = آخر استخدام { $seen }.
account-passkey-remove = إزالة المفتاح { $name }
account-recovery = الرموز الاحتياطية
account-recovery-left = { $count ->
    [0] لم يبق لديك أي رمز.
    [zero] لم يبق لديك أي رمز.
    [one] بقي لديك رمز واحد.
    [two] بقي لديك رمزان.
    [few] بقي لديك { $count } رموز.
    [many] بقي لديك { $count } رمزاً.
   *[other] بقي لديك { $count } رمز.
}
account-recovery-hint = عندما تنشئ رموزاً جديدة تتوقف القديمة عن العمل.
account-recovery-new = إنشاء رموز احتياطية جديدة

## Staff

staff-title = العاملون
staff-invite = دعوة زميل
staff-invite-name = الاسم
staff-invite-roles = ماذا يجب أن يستطيع الزميل فعله؟
staff-invite-go = إرسال الدعوة
staff-email-wrong = اكتب عنواناً كاملاً، مثلاً mette@example.dk.
staff-email-taken = يوجد شخص بهذا العنوان.
staff-roles-missing = اختر دوراً واحداً على الأقل.
staff-invited = الدعوة في طريقها إلى { $email }. ويمكنك أيضاً إعطاء الرابط بنفسك:
staff-invited-by-hand = الدعوة إلى { $email } جاهزة. أعطِ الرابط بنفسك:
staff-waiting = بانتظار الرد
staff-waiting-until = صالحة حتى { $until }.
staff-since = منذ
staff-inactive = مغلق منذ { $since }
staff-deactivate = إغلاق حساب { $name }
staff-reactivate = إعادة فتح حساب { $name }
staff-last = يجب أن يبقى مدير نظام واحد على الأقل. أعطِ الدور لشخص آخر أولاً.

## Languages

languages-title = اللغات
languages-lead = كل الصفحات متوفرة بهذه اللغات.
languages-reviewed = راجعها { $who }
languages-reviewed-on = راجعها { $who } في { $day }
languages-unreviewed = لم يراجعها بعد شخص لغته الأم هذه اللغة

## What the machine could not do

dead-title = مهام فشلت
dead-lead = حاول Favn تنفيذها مرات كثيرة من دون نجاح. أصلح السبب ثم حاول مرة أخرى.
dead-none = تم كل شيء
dead-none-text = لا توجد مهام فاشلة.
dead-queued = وُضعت في الدور
dead-given-up = تُركت
dead-attempts = المحاولات
dead-why = السبب
dead-revive = حاول مرة أخرى

## The audit log

audit-title = من فعل ماذا
audit-lead = كلما اطّلع أحد على محادثة أو غيّر شيئاً يُكتب ذلك هنا. ولا يمكن تغييره بعد ذلك.
audit-whole = { $lines ->
    [zero] السجل سليم. لا سطور فيه.
    [one] السجل سليم. فيه سطر واحد.
    [two] السجل سليم. فيه سطران.
    [few] السجل سليم. فيه { $lines } سطور.
    [many] السجل سليم. فيه { $lines } سطراً.
   *[other] السجل سليم. فيه { $lines } سطر.
}
audit-broken = تغيّر السجل عند السطر { $place }. دخل أحد إلى قاعدة البيانات من خارج Favn.
audit-why = السبب: { $reason }
audit-none = لم يحدث شيء هنا بعد
audit-older = سطور أقدم
audit-family = العائلة
audit-stranger = شخص بلا اسم
audit-program = Favn نفسه
act-read-conversation = قراءة المحادثة
act-take-conversation = استلام المحادثة
act-end-conversation = إنهاء المحادثة
act-delete-conversation = حذف المحادثة
act-break-glass = فتح محادثة زميل
act-sign-in = تسجيل دخول
act-sign-out = تسجيل خروج
act-invite = دعوة زميل
act-accept-invitation = قبول الدعوة
act-deactivate = إغلاق حساب
act-reactivate = إعادة فتح حساب
act-add-passkey = إضافة مفتاح مرور
act-remove-passkey = إزالة مفتاح مرور
act-renew-recovery-codes = إنشاء رموز احتياطية جديدة
act-read-audit = قراءة السجل
act-revive-job = إعادة تشغيل مهمة
