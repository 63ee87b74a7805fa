## Find help: where, what, for whom

find-title = Find hjælp nær dig
find-lead = Skriv, hvor du er, og hvad du har brug for. Du behøver ikke sige, hvem du er.
find-near = Hvor er du?
find-near-hint = Postnummer, by eller kommune. Du må gerne lade feltet stå tomt.
find-need = Hvad har du brug for?
find-need-hint = Brug dine egne ord: penge, bolig, en at tale med.
find-for = Hvem er hjælpen til?
find-for-anyone = Alle
find-button = Find hjælp
find-topics = Vælg et emne
find-all-topics = Alle emner
find-which = Hvilket sted mener du?
find-which-text = Flere steder passer til { $near }. Vælg dit.
find-unknown = Vi kender ikke det sted. Skriv et postnummer med fire tal, en by eller en kommune.
find-near-heading = Tæt på { $place }
find-everywhere-heading = Steder i landet
find-nationwide-heading = Hjælp i hele landet
find-elsewhere-heading = Andre steder i landet
find-tell-where = Skriv dit postnummer, så viser vi det nærmeste først.
find-widened-words = Vi fandt ikke noget med alle dine ord. Her er hjælp, der passer til nogle af dem.
find-widened-no-words = Vi fandt ikke noget med dine ord. Her er anden hjælp, du kan få.
find-widened-everything = Vi fandt ikke noget, der passer helt. Her er al den hjælp, vi kender.
find-nothing = Vi har ingen tilbud at vise endnu.
find-holiday = I dag er en helligdag, og tiderne kan være anderledes. Ring, før du tager af sted.
find-more = Vis flere
find-talk = Du kan også skrive med os.
find-talk-link = Skriv til os

## Terms that offers are sorted by

need = { $code ->
    [sociale] Hverdag og støtte
    [faellesskab] Fællesskab
    [psykologi] Tanker og følelser
    [oekonomi] Penge
    [sundhed] Krop og sundhed
    [jura] Lov og ret
    [uddannelse] Skole og uddannelse
   *[other] Andet
}
kind = { $code ->
    [raadgivning] Rådgivning
    [netvaerk] Netværk
    [aktivitet] Aktivitet
    [oekonomisk_hjaelp] Hjælp med penge
    [behandling] Behandling
    [krisecenter] Krisecenter
    [telefonlinje] Telefonlinje
    [kursus] Kursus
    [butik] Butik
   *[other] Tilbud
}
audience = { $code ->
    [gravid] Gravide
    [mor] Mødre
    [far] Fædre
    [foraeldre] Forældre
    [barn] Børn
    [ung_foraelder] Unge forældre
    [voldsudsat] Dig, der er udsat for vold
    [psykisk_saarbar] Dig, der har det svært psykisk
    [minoritet] Minoriteter
    [flygtning] Flygtninge
   *[other] Andre
}
channel = { $code ->
    [fysisk] Mød op
    [telefon] Telefon
    [chat] Chat
    [digital] På nettet
    [video] Video
   *[other] På anden måde
}
language-name = { $code ->
    [da] Dansk
    [en] Engelsk
    [ar] Arabisk
    [uk] Ukrainsk
    [kl] Grønlandsk
    [fo] Færøsk
    [de] Tysk
    [sv] Svensk
    [no] Norsk
    [pl] Polsk
    [ro] Rumænsk
    [ru] Russisk
    [tr] Tyrkisk
    [so] Somali
    [fa] Farsi
    [ku] Kurdisk
    [ur] Urdu
    [es] Spansk
    [fr] Fransk
    [ti] Tigrinya
    [mul] Mange sprog
   *[other] Sprog med koden { $code }
}

## Whether it is open

open-until = Åbent nu til kl. { $time }
open-always = Åbent hele døgnet
closed-opens-today = Lukket nu. Åbner kl. { $time }
closed-opens = Lukket nu. Åbner { $day } kl. { $time }
closed = Lukket nu
open-unknown = Vi ved ikke, om der er åbent nu.

## One offer on a card

card-nationwide = Hele landet
card-unverified = Ikke bekræftet
card-verified = Bekræftet
card-anonymous = Du kan være anonym
card-free = Gratis
card-price = Pris
card-hours = Åbningstid
card-where = Sted
card-who = Hvem hjælper
card-secret = Hemmelig adresse i { $municipality } Kommune
card-secret-somewhere = Hemmelig adresse
card-municipality = { $municipality } Kommune
card-away = { $distance } væk
card-close = Tæt på dig
card-source = Kilden er fra { $date }
card-source-undated = Kilden har ingen dato

## One offer on its page

show-back = Tilbage til søgningen
show-back-talk = Tilbage til samtalen
show-danish = Teksten er på dansk. Sådan skrev stedet den selv.
show-unverified = Oplysningerne er fra en offentlig side. Ingen har spurgt stedet, om de stadig passer. Spørg stedet, før du tager af sted.
show-verified = Oplysningerne er bekræftet af stedet den { $date }.
show-old = Kilden er mere end to år gammel.
show-what = Om tilbuddet
show-contact = Kontakt
show-contact-none = Vi har ingen telefon eller mail til stedet. Måske står de her:
show-call = Ring
show-email = Skriv en mail
show-web = Gå til hjemmesiden
show-leaves = Linket fører væk fra Favn.
show-for = Hvem er det til
show-ways = Sådan får du hjælp
show-about = Handler om
show-kind = Slags hjælp
show-languages = Sprog
show-hours = Åbningstid
show-anonymous = Kan du være anonym
show-anonymous-yes = Ja
show-unknown = Vi ved ikke: { $what }.
show-unknown-what = { $what ->
    [hours] åbningstid
    [price] pris
   *[other] om du kan være anonym
}
show-places = Steder
show-secret = Adressen er hemmelig for at passe på dem, der bor der. Ring, så får du hjælp til at komme frem.
show-secret-staff = Kun for personalet:
show-source = Kilde
show-source-link = Se siden, oplysningerne kommer fra
show-closed-down = Tilbuddet er lukket for tiden.
