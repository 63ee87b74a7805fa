# What dates, times, distances and amounts are made of. Months stand as within a date.

date = { $day } { $month } { $year }
date-long = { $weekday } { $date }
time-of-day = { $hour }:{ $minute }
date-time = { $date } at { $time }
metres = { $metres }{ "\u00A0" }m
kilometres = { $kilometres }{ "\u00A0" }km
money = DKK{ "\u00A0" }{ $amount }

month = { $number ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}

weekday = { $number ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}

weekday-short = { $number ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
