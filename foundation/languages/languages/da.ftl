# What dates, times, distances and amounts are made of. Months stand as within a date.

date = { $day }. { $month } { $year }
date-long = { $weekday } den { $date }
time-of-day = { $hour }.{ $minute }
date-time = { $date } kl. { $time }
metres = { $metres }{ "\u00A0" }m
kilometres = { $kilometres }{ "\u00A0" }km
money = { $amount }{ "\u00A0" }kr.

month = { $number ->
    [1] januar
    [2] februar
    [3] marts
    [4] april
    [5] maj
    [6] juni
    [7] juli
    [8] august
    [9] september
    [10] oktober
    [11] november
   *[12] december
}

weekday = { $number ->
    [1] mandag
    [2] tirsdag
    [3] onsdag
    [4] torsdag
    [5] fredag
    [6] lørdag
   *[7] søndag
}

weekday-short = { $number ->
    [1] man.
    [2] tirs.
    [3] ons.
    [4] tors.
    [5] fre.
    [6] lør.
   *[7] søn.
}
