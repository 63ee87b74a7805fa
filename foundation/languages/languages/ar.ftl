# What dates, times, distances and amounts are made of. Months stand as within a date.
# Months by the names of the Arabic of the press; the Levant has others beside them.

date = { $day } { $month } { $year }
date-long = { $weekday }، { $date }
time-of-day = { $hour }:{ $minute }
date-time = { $date } الساعة { $time }
metres = { $metres }{ "\u00A0" }م
kilometres = { $kilometres }{ "\u00A0" }كم
money = { $amount }{ "\u00A0" }كرونة

month = { $number ->
    [1] يناير
    [2] فبراير
    [3] مارس
    [4] أبريل
    [5] مايو
    [6] يونيو
    [7] يوليو
    [8] أغسطس
    [9] سبتمبر
    [10] أكتوبر
    [11] نوفمبر
   *[12] ديسمبر
}

weekday = { $number ->
    [1] الاثنين
    [2] الثلاثاء
    [3] الأربعاء
    [4] الخميس
    [5] الجمعة
    [6] السبت
   *[7] الأحد
}

weekday-short = { $number ->
    [1] الاثنين
    [2] الثلاثاء
    [3] الأربعاء
    [4] الخميس
    [5] الجمعة
    [6] السبت
   *[7] الأحد
}
