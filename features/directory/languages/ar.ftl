## Find help: where, what, for whom

find-title = ابحث عن مساعدة قريبة منك
find-lead = اكتب أين أنت وما الذي تحتاج إليه. لا يلزم أن تقول من أنت.
find-near = أين أنت؟
find-near-hint = الرمز البريدي أو المدينة أو البلدية. يمكنك ترك الحقل فارغًا.
find-need = ما الذي تحتاج إليه؟
find-need-hint = استعمل كلماتك: مال، سكن، شخص أتحدث إليه.
find-for = لمن المساعدة؟
find-for-anyone = للجميع
find-button = ابحث عن مساعدة
find-topics = اختر موضوعًا
find-all-topics = كل المواضيع
find-which = أي مكان تقصد؟
find-which-text = هناك عدة أماكن تطابق { $near }. اختر مكانك.
find-unknown = لا نعرف هذا المكان. اكتب رمزًا بريديًا من أربعة أرقام أو اسم مدينة أو بلدية.
find-near-heading = قرب { $place }
find-everywhere-heading = أماكن في البلاد
find-nationwide-heading = مساعدة في كل الدنمارك
find-elsewhere-heading = أماكن أخرى في البلاد
find-tell-where = اكتب رمزك البريدي لنعرض لك الأقرب أولًا.
find-widened-words = لم نجد ما يطابق كل كلماتك. هذه مساعدة تطابق بعضها.
find-widened-no-words = لم نجد ما يطابق كلماتك. هذه مساعدة أخرى يمكنك الحصول عليها.
find-widened-everything = لم نجد ما يطابق تمامًا. هذه كل المساعدة التي نعرفها.
find-nothing = ليس لدينا عروض نعرضها بعد.
find-holiday = اليوم عطلة رسمية وقد تختلف الأوقات. اتصل قبل أن تذهب.
find-more = أظهر المزيد
find-talk = يمكنك أيضًا أن تكتب لنا.
find-talk-link = اكتب لنا

## Terms that offers are sorted by

need = { $code ->
    [sociale] الحياة اليومية والدعم
    [faellesskab] الرفقة والأصدقاء
    [psykologi] الأفكار والمشاعر
    [oekonomi] المال
    [sundhed] الجسم والصحة
    [jura] القانون والحقوق
    [uddannelse] المدرسة والتعليم
   *[other] غير ذلك
}
kind = { $code ->
    [raadgivning] استشارة
    [netvaerk] شبكة تعارف
    [aktivitet] نشاط
    [oekonomisk_hjaelp] مساعدة مالية
    [behandling] علاج
    [krisecenter] مركز أزمات
    [telefonlinje] خط هاتفي
    [kursus] دورة
    [butik] متجر
   *[other] عرض
}
audience = { $code ->
    [gravid] الحوامل
    [mor] الأمهات
    [far] الآباء
    [foraeldre] الوالدان
    [barn] الأطفال
    [ung_foraelder] الآباء والأمهات الشباب
    [voldsudsat] من يتعرضون للعنف
    [psykisk_saarbar] من يمرون بصعوبات نفسية
    [minoritet] الأقليات
    [flygtning] اللاجئون
   *[other] آخرون
}
channel = { $code ->
    [fysisk] الحضور شخصيًا
    [telefon] الهاتف
    [chat] الدردشة
    [digital] عبر الإنترنت
    [video] الفيديو
   *[other] بطريقة أخرى
}
language-name = { $code ->
    [da] الدنماركية
    [en] الإنجليزية
    [ar] العربية
    [uk] الأوكرانية
    [kl] الغرينلاندية
    [fo] الفاروية
    [de] الألمانية
    [sv] السويدية
    [no] النرويجية
    [pl] البولندية
    [ro] الرومانية
    [ru] الروسية
    [tr] التركية
    [so] الصومالية
    [fa] الفارسية
    [ku] الكردية
    [ur] الأردية
    [es] الإسبانية
    [fr] الفرنسية
    [ti] التغرينية
    [mul] لغات كثيرة
   *[other] لغة رمزها { $code }
}

## Whether it is open

open-until = مفتوح الآن حتى الساعة { $time }
open-always = مفتوح ليلًا ونهارًا
closed-opens-today = مغلق الآن. يفتح الساعة { $time }
closed-opens = مغلق الآن. يفتح { $day } الساعة { $time }
closed = مغلق الآن
open-unknown = لا نعرف إن كان مفتوحًا الآن.

## One offer on a card

card-nationwide = كل الدنمارك
card-unverified = غير مؤكد
card-verified = مؤكد
card-anonymous = يمكنك عدم ذكر اسمك
card-free = مجاني
card-price = السعر
card-hours = أوقات العمل
card-where = المكان
card-who = من يساعد
card-secret = عنوان سري في بلدية { $municipality }
card-secret-somewhere = عنوان سري
card-municipality = بلدية { $municipality }
card-away = على بعد { $distance }
card-close = قريب منك
card-source = المصدر من { $date }
card-source-undated = المصدر بلا تاريخ

## One offer on its page

show-back = العودة إلى البحث
show-back-talk = العودة إلى المحادثة
show-danish = النص بالدنماركية كما كتبه المكان نفسه.
show-unverified = هذه المعلومات من صفحة عامة. لم يسأل أحد المكان إن كانت لا تزال صحيحة. اسأل المكان قبل أن تذهب.
show-verified = أكد المكان هذه المعلومات في { $date }.
show-old = عمر المصدر أكثر من سنتين.
show-what = عن العرض
show-contact = التواصل
show-contact-none = ليس لدينا هاتف أو بريد إلكتروني لهذا المكان. قد تجدهما هنا:
show-call = اتصل
show-email = اكتب بريدًا إلكترونيًا
show-web = اذهب إلى الموقع
show-leaves = هذا الرابط يأخذك خارج Favn.
show-for = لمن هو
show-ways = كيف تحصل على المساعدة
show-about = عن ماذا
show-kind = نوع المساعدة
show-languages = اللغات
show-hours = أوقات العمل
show-anonymous = هل يمكنك عدم ذكر اسمك
show-anonymous-yes = نعم
show-unknown = لا نعرف: { $what }.
show-unknown-what = { $what ->
    [hours] أوقات العمل
    [price] السعر
   *[other] هل يمكنك عدم ذكر اسمك
}
show-places = الأماكن
show-secret = العنوان سري لحماية من يسكنون هناك. اتصل، وستحصل على مساعدة للوصول.
show-secret-staff = للموظفين فقط:
show-source = المصدر
show-source-link = انظر الصفحة التي جاءت منها المعلومات
show-closed-down = هذا العرض مغلق حاليًا.
