# رسائل البريد الإلكتروني
invitation-subject = دعوة للانضمام إلى { $organisation }
invitation-body =
    مرحباً

    أنت مدعو للعمل في Favn لدى { $organisation }.

    افتح هذا الرابط لاختيار كلمة المرور:
    { $link }

    الرابط صالح لمدة { $days ->
        [one] يوم واحد
        [two] يومين
        [few] { $days } أيام
        [many] { $days } يوماً
       *[other] { $days } يوم
    } ولمرة واحدة فقط. إذا لم تكن تنتظر هذه الرسالة، فتجاهلها.
