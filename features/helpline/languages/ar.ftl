## The front door

front-title = شخص تتحدث إليه
front-heading = يمكنك أن تكتب إلينا
front-lead = هل تنتظرين مولودًا أو لديك أطفال؟ نحن هنا من أجلك، أمًّا كنتِ أو أبًا أو شخصًا قريبًا من الطفل. لا حاجة إلى أن تقول من أنت.
front-label = ما الذي يشغل بالك؟
front-hint = اكتب بلغتك، قليلًا أو كثيرًا. ابدأ من حيث تريد.
front-send = أرسل إلى مستشار
front-private = لا نحفظ اسمك ولا المكان الذي تكتب منه ولا نوع هاتفك. لا يقرأ ما تكتبه إلا مستشار.
front-here = يوجد مستشار جاهز الآن
front-busy = المستشارون يتحدثون مع آخرين الآن
front-busy-more = اكتب فحسب. ستدخل في الدور ونجيبك في أقرب وقت.
front-away = لا يوجد مستشار الآن
front-away-more = يمكنك أن تكتب الآن رغم ذلك. سنجيب عندما نعود. بعد أن تكتب، يمكنك أن تأخذ رمزًا لكي تعود وتقرأ الجواب.
front-opening = نكون هنا عادةً
front-opening-row = { $day } { $from }–{ $to }
front-continue = لديك محادثة جارية
front-continue-link = اذهب إلى محادثتك
front-find = ابحث عن مساعدة قريبة منك
front-find-more = أماكن وأشخاص يمكنهم المساعدة. يمكنك أن تبحث دون أن تكتب إلى أحد.
front-come-back = هل لديك رمز؟

danger-short = هل أنت في خطر الآن؟
danger-title = هل أنت أو طفلك في خطر الآن؟
danger-text = اتصل بالرقم 112. الاتصال مجاني ليلًا ونهارًا.
danger-call = اتصل بالرقم 112
danger-line = { $name }: { $number }

## How long it takes

wait-moment = يستغرق الأمر عادةً بضع دقائق.
wait-minutes = { $minutes ->
    [one] يستغرق الأمر نحو دقيقة واحدة.
    [two] يستغرق الأمر نحو دقيقتين.
    [few] يستغرق الأمر نحو { $minutes } دقائق.
   *[other] يستغرق الأمر نحو { $minutes } دقيقة.
}
wait-hour = قد يستغرق الأمر أكثر من ساعة. يمكنك إغلاق الصفحة والعودة برمز.
wait-unknown = لا نستطيع أن نقول كم سيستغرق الأمر. سنجيب في أقرب وقت.

## The conversation, as the family sees it

talk-title = محادثتك
talk-log = الرسائل
talk-write = اكتب رسالة
talk-start-again = ابدأ محادثة جديدة
talk-with = أنت تتحدث مع { $name }
talk-with-hint = اكتب متى ناسبك. لا بأس أبدًا في أن تتوقف قليلًا.
talk-waiting = وصلتنا رسالتك
talk-waiting-away = لا يوجد مستشار الآن. سنجيب عندما نعود. خذ رمزًا لكي تقرأ الجواب لاحقًا.
talk-waiting-danger = إن كنت أنت أو طفلك في خطر فلا تنتظر جوابنا. اتصل بالرقم 112.
talk-ended = انتهت المحادثة
talk-ended-until = يمكنك قراءتها حتى { $date }. ثم تُحذف.
talk-typing = { $name } يكتب …
talk-languages = نجيبك { $languages }. يمكنك أن تكتب بلغتك. أخبرنا إن كنت تريد مترجمًا.
talk-language-in = { $code ->
    [da] بالدنماركية
    [en] بالإنجليزية
    [ar] بالعربية
    [uk] بالأوكرانية
    [de] بالألمانية
    [pl] بالبولندية
    [tr] بالتركية
    [so] بالصومالية
    [fa] بالفارسية
   *[other] { $code }
}
talk-offers-danish = الأماكن التي نشاركها معك موصوفة بالدنماركية. اسألنا إن كان هناك شيء غير واضح.
talk-lost = انقطع الاتصال. نحاول مرة أخرى. ما كتبته لم يضع.
talk-back = عاد الاتصال.
talk-unsent = لم تُرسل بعد
talk-unsent-try = حاول مرة أخرى
talk-sending = جارٍ الإرسال …
talk-refresh = تجلب هذه الصفحة الرسائل الجديدة من تلقاء نفسها.
talk-refresh-now = اجلب الرسائل الجديدة الآن
talk-refresh-calm = اقرأ بهدوء
talk-earlier = عرض الرسائل السابقة
earlier-title = الرسائل السابقة
earlier-back = إلى أحدث الرسائل
talk-more = المزيد
talk-code-link = خذ رمزًا
talk-code-have = رمزك
talk-end-link = إنهاء أو حذف

message-arrived = { $name } هنا الآن.
message-left = اضطر المستشار إلى الانصراف. سيتابع معك آخر حالما يتفرغ. أنت الأول في الدور.
message-ended-family = لقد أنهيت المحادثة.
message-ended-counsellor = أنهى المستشار المحادثة. أهلًا بك دائمًا.
message-ended-silence = انتهت المحادثة لأن أحدًا لم يكتب منذ وقت طويل. أهلًا بك دائمًا.
message-offer = { $name } يشارك مكانًا قد يساعدك:
message-offer-own = لقد شاركت:
message-offer-gone = لم يعد هذا العرض موجودًا في القائمة.
message-rights = ما يقوله القانون
message-rights-open = افتح في الدليل مع كل الأسباب

say-empty = لم تكتب شيئًا بعد. اكتب قليلًا ثم اضغط على إرسال.
say-too-long = في الرسالة { $length } حرفًا. المتسع { $max }. قسّمها إلى رسالتين. ما كتبته ما زال هنا.
say-too-often = أرسلت رسائل كثيرة في وقت قصير. انتظر { $seconds } ثانية ثم أرسل مرة أخرى. ما كتبته ما زال هنا.
say-forgotten = لم تعد المحادثة موجودة. لقد حُذفت.

## A code to come back with

code-title = رمز للعودة
code-lead = بالرمز يمكنك أن تقرأ المحادثة وتتابع الكتابة لاحقًا، حتى من هاتف آخر. بدون الرمز لا يجدها أحد، ولا حتى نحن.
code-have-already = لديك رمز بالفعل. إن أخذت رمزًا جديدًا فلن يعمل القديم، وتُغلق المحادثة في كل مكان آخر هي مفتوحة فيه.
code-show = أظهر لي رمزًا
code-yours = رمزك
code-write-down = اكتب الرمز أو احفظه. نعرضه هذه المرة فقط. احفظه في مكان لا يراه غيرك. لن يعمل الرمز إلا بعد أن تكتبه في الصفحة التالية.
code-written = لقد كتبته
code-type-title = اكتب الرمز هنا
code-type-lead = هكذا نتأكد معًا أنه صحيح. لا أهمية للمسافات.
code-type-label = رمزك
code-type-send = هذا رمزي
code-type-wrong = ليس هذا الرمز نفسه. حاول مرة أخرى أو خذ رمزًا جديدًا.
code-mend = راجع الرمز هنا.
code-type-none = لا يوجد رمز في الانتظار. خذ رمزًا جديدًا.
code-new = خذ رمزًا جديدًا
code-ready = الرمز يعمل الآن. وهو صالح حتى { $date }.
code-back = العودة إلى المحادثة

come-back-title = عد إلى محادثتك
come-back-lead = اكتب الرمز الذي حصلت عليه. هو أربع كلمات أو اثنا عشر رقمًا.
come-back-label = رمزك
come-back-hint = لا فرق بين الأحرف الكبيرة والصغيرة ولا أهمية للمسافات.
come-back-send = اذهب إلى المحادثة
come-back-empty = اكتب رمزك.
come-back-wrong = لا يطابق الرمز أي محادثة لدينا. ربما يوجد خطأ في الكتابة، أو انتهت صلاحية الرمز، أو حُذفت المحادثة. يمكنك دائمًا أن تكتب إلينا من جديد.
come-back-slow = جُرّب الرمز مرات كثيرة. انتظر { $seconds } ثانية ثم حاول مرة أخرى.
come-back-new = ابدأ محادثة جديدة

## Ending and deleting

end-title = إنهاء أو حذف
end-lead = أنت من يقرر ما يحدث للمحادثة.
end-heading = إنهاء المحادثة
end-text = { $days ->
    [one] نتوقف هنا. تبقى المحادثة عندنا يومًا واحدًا ثم تُحذف.
    [two] نتوقف هنا. تبقى المحادثة عندنا يومين ثم تُحذف.
    [few] نتوقف هنا. تبقى المحادثة عندنا { $days } أيام ثم تُحذف.
   *[other] نتوقف هنا. تبقى المحادثة عندنا { $days } يومًا ثم تُحذف.
}
end-button = أنهِ المحادثة
delete-heading = احذف المحادثة الآن
delete-text = يختفي كل ما كُتب فورًا، عندك وعندنا. لا يمكن التراجع عن ذلك.
delete-button = احذف المحادثة الآن
end-back = لا، عد
goodbye-title = إلى اللقاء
goodbye-heading = حُذفت المحادثة
goodbye-text = لا يستطيع أحد قراءتها بعد الآن، ولا حتى نحن. قد يتذكر متصفحك أنك زرت هذه الصفحة.
goodbye-again = أهلًا بك دائمًا.
goodbye-start = اكتب إلينا مرة أخرى

## The desk

desk-title = مكتب الاستقبال
desk-menu = المكتب
desk-lead-menu = نظرة عامة
desk-me = مناوبتي
desk-ready = جاهز
desk-paused = استراحة
desk-ready-until = ترى العائلات أن هنا أحدًا.
desk-paused-text = لن تأتيك محادثات جديدة. ومن تتحدث معهم يتابعون.
desk-be-ready = أنا جاهز
desk-pause = خذ استراحة
desk-capacity = كم محادثة أريد في وقت واحد
desk-capacity-save = احفظ
desk-capacity-wrong = اكتب رقمًا من 1 إلى { $max }.
desk-full = لديك من المحادثات ما أردت. يمكنك أن تأخذ المزيد.
desk-queue = في الدور
desk-queue-empty = لا أحد ينتظر
desk-queue-empty-text = تظهر المحادثات الجديدة هنا من تلقاء نفسها.
desk-queue-row = ينتظر منذ { $wait }
desk-queue-again = ينتظر مرة أخرى
desk-language-name = { $code ->
    [da] الدنماركية
    [en] الإنجليزية
    [ar] العربية
    [uk] الأوكرانية
   *[other] { $code }
}
desk-language = اللغة: { $language }
desk-take = خذ المحادثة
desk-mine = محادثاتي
desk-mine-empty = أنت لا تتحدث مع أحد الآن.
desk-open = افتح المحادثة
desk-new = { $count ->
    [one] رسالة جديدة واحدة
    [two] رسالتان جديدتان
    [few] { $count } رسائل جديدة
   *[other] { $count } رسالة جديدة
}
desk-none-new = لا جديد
desk-taken-already = أخذ شخص آخر المحادثة قبلك.
desk-gone-already = لم تعد المحادثة في الدور. أنهتها العائلة أو حذفتها.
desk-minutes = { $minutes ->
    [0] أقل من دقيقة
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $minutes } دقائق
   *[other] { $minutes } دقيقة
}
desk-hours = { $hours ->
    [one] أكثر من ساعة
    [two] أكثر من ساعتين
    [few] أكثر من { $hours } ساعات
   *[other] أكثر من { $hours } ساعة
}
desk-live-lost = انقطع الاتصال. تُحدَّث القائمة عندما يعود.

desk-talk-title = محادثة
desk-talk-family = العائلة
desk-talk-language = لغة صفحة العائلة: { $language }.
desk-talk-waiting = المحادثة تنتظر في الدور. خذها قبل أن تجيب.
desk-talk-typing = العائلة تكتب …
desk-talk-yours = المحادثة معك
desk-talk-other = المحادثة مع { $name }. أنت تراها لأنك طلبت ذلك.
desk-talk-ended = انتهت المحادثة. تُحذف في { $date }.
desk-talk-end = أنهِ المحادثة
desk-talk-end-text = تستطيع العائلة قراءة المحادثة حتى تُحذف.
desk-talk-release = أعدها إلى الدور
desk-talk-release-text = تصبح العائلة الأولى في الدور ويُقال لها ذلك.
desk-talk-back = إلى المكتب
desk-talk-not-yours = لم تعد المحادثة معك. لم تُرسل رسالتك.
desk-talk-over = انتهت المحادثة. لم تُرسل رسالتك.
desk-deleted-title = حُذفت المحادثة
desk-deleted-text = حذفت العائلة المحادثة { $when }. لم يبق منها شيء.
desk-forgotten-text = انتهت مدة حفظ المحادثة عندنا. حُذفت { $when }.
message-arrived-you = لقد أخذت المحادثة.
message-left-staff = { $name } أعاد المحادثة إلى الدور.
message-ended-family-staff = أنهت العائلة المحادثة.
message-ended-counsellor-staff = { $name } أنهى المحادثة.
message-ended-silence-staff = انتهت المحادثة لأن أحدًا لم يكتب منذ وقت طويل.

rights-guide = دليل الحقوق
rights-share-all = شارك النتيجة كاملة
rights-shared = تمت مشاركة النتيجة في المحادثة.

offers-title = ابحث عن مساعدة لمشاركتها
offers-what = ما المطلوب؟
offers-where = الرمز البريدي أو البلدية
offers-search = ابحث
offers-none = لم نجد شيئًا. جرّب كلمات أخرى أو بدون رمز بريدي.
offers-share = شارك في المحادثة
offers-shared = تمت مشاركة العرض في المحادثة.
offers-found = { $count ->
    [one] عرض واحد
    [two] عرضان
    [few] { $count } عروض
   *[other] { $count } عرضًا
}

team-title = نظرة عامة
team-waiting = في الدور الآن
team-longest = أطول انتظار
team-ready = جاهزون الآن
team-open = محادثات جارية
team-free = أماكن متاحة
team-wait-median = الانتظار في الساعة الأخيرة، في المنتصف
team-nobody-taken = لم تؤخذ أي محادثة في الساعة الأخيرة
team-counsellors = المستشارون
team-counsellor-row = { $open } من { $capacity }
team-none = لا أحد في المناوبة الآن.

glass-title = افتح محادثة ليست معك
glass-text = يُسجَّل أنك رأيت المحادثة ولماذا. يستطيع مسؤول حماية البيانات أن يرى ذلك.
glass-reason = لماذا هذا ضروري؟
glass-reason-missing = اكتب لماذا هذا ضروري، بعشرة أحرف على الأقل.
glass-open = افتح المحادثة
