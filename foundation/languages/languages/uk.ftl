# What dates, times, distances and amounts are made of. Months stand as within a date.

date = { $day } { $month } { $year } р.
date-long = { $weekday }, { $date }
time-of-day = { $hour }:{ $minute }
date-time = { $date } о { $time }
metres = { $metres }{ "\u00A0" }м
kilometres = { $kilometres }{ "\u00A0" }км
money = { $amount }{ "\u00A0" }крон

month = { $number ->
    [1] січня
    [2] лютого
    [3] березня
    [4] квітня
    [5] травня
    [6] червня
    [7] липня
    [8] серпня
    [9] вересня
    [10] жовтня
    [11] листопада
   *[12] грудня
}

weekday = { $number ->
    [1] понеділок
    [2] вівторок
    [3] середа
    [4] четвер
    [5] пʼятниця
    [6] субота
   *[7] неділя
}

weekday-short = { $number ->
    [1] пн
    [2] вт
    [3] ср
    [4] чт
    [5] пт
    [6] сб
   *[7] нд
}
