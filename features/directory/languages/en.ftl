## Find help: where, what, for whom

find-title = Find help near you
find-lead = Write where you are and what you need. You don’t have to say who you are.
find-near = Where are you?
find-near-hint = Postcode, town or municipality. You may leave this empty.
find-need = What do you need?
find-need-hint = Use your own words: money, housing, someone to talk to.
find-for = Who is the help for?
find-for-anyone = Anyone
find-button = Find help
find-topics = Choose a topic
find-all-topics = All topics
find-which = Which place do you mean?
find-which-text = Several places match { $near }. Choose yours.
find-unknown = We don’t know that place. Write a postcode of four digits, a town or a municipality.
find-near-heading = Near { $place }
find-everywhere-heading = Places in the country
find-nationwide-heading = Help everywhere in Denmark
find-elsewhere-heading = Elsewhere in the country
find-tell-where = Write your postcode and we will show the nearest first.
find-widened-words = Nothing matched all of your words. Here is help that matches some of them.
find-widened-no-words = Nothing matched your words. Here is other help you can get.
find-widened-everything = Nothing matched completely. Here is all the help we know of.
find-nothing = We have no offers to show yet.
find-holiday = Today is a public holiday, and opening hours may differ. Call before you go.
find-more = Show more
find-talk = You can also write with us.
find-talk-link = Write to us

## Terms that offers are sorted by

need = { $code ->
    [sociale] Everyday life and support
    [faellesskab] Company and friends
    [psykologi] Thoughts and feelings
    [oekonomi] Money
    [sundhed] Body and health
    [jura] Law and rights
    [uddannelse] School and education
   *[other] Other
}
kind = { $code ->
    [raadgivning] Counselling
    [netvaerk] Network
    [aktivitet] Activity
    [oekonomisk_hjaelp] Help with money
    [behandling] Treatment
    [krisecenter] Crisis centre
    [telefonlinje] Telephone line
    [kursus] Course
    [butik] Shop
   *[other] Offer
}
audience = { $code ->
    [gravid] Pregnant women
    [mor] Mothers
    [far] Fathers
    [foraeldre] Parents
    [barn] Children
    [ung_foraelder] Young parents
    [voldsudsat] People living with violence
    [psykisk_saarbar] People who are struggling mentally
    [minoritet] Minorities
    [flygtning] Refugees
   *[other] Others
}
channel = { $code ->
    [fysisk] Come by
    [telefon] Telephone
    [chat] Chat
    [digital] Online
    [video] Video
   *[other] In another way
}
language-name = { $code ->
    [da] Danish
    [en] English
    [ar] Arabic
    [uk] Ukrainian
    [kl] Greenlandic
    [fo] Faroese
    [de] German
    [sv] Swedish
    [no] Norwegian
    [pl] Polish
    [ro] Romanian
    [ru] Russian
    [tr] Turkish
    [so] Somali
    [fa] Farsi
    [ku] Kurdish
    [ur] Urdu
    [es] Spanish
    [fr] French
    [ti] Tigrinya
    [mul] Many languages
   *[other] Language with the code { $code }
}

## Whether it is open

open-until = Open now until { $time }
open-always = Open day and night
closed-opens-today = Closed now. Opens at { $time }
closed-opens = Closed now. Opens { $day } at { $time }
closed = Closed now
open-unknown = We don’t know whether it is open now.

## One offer on a card

card-nationwide = Everywhere in Denmark
card-unverified = Not verified
card-verified = Verified
card-anonymous = You can be anonymous
card-free = Free
card-price = Price
card-hours = Opening hours
card-where = Place
card-who = Who helps
card-secret = Secret address in { $municipality } Municipality
card-secret-somewhere = Secret address
card-municipality = { $municipality } Municipality
card-away = { $distance } away
card-close = Close to you
card-source = The source is from { $date }
card-source-undated = The source has no date

## One offer on its page

show-back = Back to the search
show-back-talk = Back to the conversation
show-danish = The text is in Danish, as the place itself wrote it.
show-unverified = This comes from a public page. Nobody has asked the place whether it is still right. Ask them before you go.
show-verified = The place confirmed this on { $date }.
show-old = The source is more than two years old.
show-what = About the offer
show-contact = Contact
show-contact-none = We have no phone number or email for this place. You may find them here:
show-call = Call
show-email = Write an e-mail
show-web = Go to the website
show-leaves = This link leads away from Favn.
show-for = Who it is for
show-ways = How you get help
show-about = What it is about
show-kind = Kind of help
show-languages = Languages
show-hours = Opening hours
show-anonymous = Can you be anonymous
show-anonymous-yes = Yes
show-unknown = We don’t know: { $what }.
show-unknown-what = { $what ->
    [hours] opening hours
    [price] price
   *[other] whether you can be anonymous
}
show-places = Places
show-secret = The address is secret, to keep those who live there safe. Call, and you will be helped to get there.
show-secret-staff = For staff only:
show-source = Source
show-source-link = See the page this comes from
show-closed-down = This offer is closed at present.
