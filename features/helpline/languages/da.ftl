## The front door

front-title = Nogen at tale med
front-heading = Du kan skrive til os
front-lead = Er du gravid, eller har du børn? Så er vi her for dig, uanset om du er mor, far eller en anden tæt på barnet. Du behøver ikke sige, hvem du er.
front-label = Hvad har du på hjerte?
front-hint = Skriv på dit eget sprog, lidt eller meget. Begynd, hvor du vil.
front-send = Send til en rådgiver
front-private = Vi gemmer ikke dit navn, hvor du skriver fra, eller hvilken telefon du har. Kun en rådgiver læser det, du skriver.
front-here = Der er en rådgiver klar nu
front-busy = Rådgiverne taler med andre lige nu
front-busy-more = Skriv bare. Du kommer i kø, og vi svarer, så snart vi kan.
front-away = Der er ingen rådgiver lige nu
front-away-more = Du kan godt skrive nu. Vi svarer, når vi er her igen. Når du har skrevet, kan du få en kode og komme tilbage og læse svaret.
front-opening = Vi plejer at være her
front-opening-row = { $day } kl. { $from }–{ $to }
front-continue = Du har en samtale i gang
front-continue-link = Gå til din samtale
front-find = Find hjælp tæt på dig
front-find-more = Steder og mennesker, der kan hjælpe. Du kan søge uden at skrive til nogen.
front-come-back = Har du en kode?

danger-short = Er du i fare nu?
danger-title = Er du eller dit barn i fare nu?
danger-text = Ring 112. Det er gratis og åbent hele døgnet.
danger-call = Ring 112
danger-line = { $name }: { $number }

## How long it takes

wait-moment = Der går som regel få minutter.
wait-minutes = { $minutes ->
    [one] Der går omkring ét minut.
   *[other] Der går omkring { $minutes } minutter.
}
wait-hour = Der går nok mere end en time. Du kan lukke siden og komme tilbage med en kode.
wait-unknown = Vi kan ikke sige, hvor længe der går. Vi svarer, så snart vi kan.

## The conversation, as the family sees it

talk-title = Din samtale
talk-log = Beskeder
talk-write = Skriv en besked
talk-start-again = Begynd en ny samtale
talk-with = Du taler med { $name }
talk-with-hint = Skriv, når det passer dig. Det er helt i orden at holde pause.
talk-waiting = Vi har fået din besked
talk-waiting-away = Der er ingen rådgiver lige nu. Vi svarer, når vi er her igen. Få en kode, så du kan læse svaret senere.
talk-waiting-danger = Er du eller dit barn i fare, så vent ikke på os. Ring 112.
talk-ended = Samtalen er slut
talk-ended-until = Du kan læse den indtil { $date }. Så bliver den slettet.
talk-typing = { $name } skriver …
talk-languages = Vi svarer på { $languages }. Du må gerne skrive på dit eget sprog. Sig til, hvis du gerne vil have en tolk.
talk-language-in = { $code ->
    [da] dansk
    [en] engelsk
    [ar] arabisk
    [uk] ukrainsk
    [de] tysk
    [pl] polsk
    [tr] tyrkisk
    [so] somali
    [fa] farsi
   *[other] { $code }
}
talk-offers-danish = Steder, som vi deler med dig, er beskrevet på dansk. Spørg os, hvis noget er uklart.
talk-lost = Forbindelsen er væk. Vi prøver igen. Det, du har skrevet, er ikke tabt.
talk-back = Forbindelsen er her igen.
talk-unsent = Ikke sendt endnu
talk-unsent-try = Prøv igen
talk-sending = Sender …
talk-refresh = Siden henter nye beskeder af sig selv.
talk-refresh-now = Hent nye beskeder nu
talk-refresh-calm = Læs i ro og mag
talk-earlier = Se tidligere beskeder
earlier-title = Tidligere beskeder
earlier-back = Til de nyeste beskeder
talk-more = Mere
talk-code-link = Få en kode
talk-code-have = Din kode
talk-end-link = Afslut eller slet

message-arrived = { $name } er her nu.
message-left = Rådgiveren måtte gå. En anden tager over, så snart nogen er ledig. Du står forrest i køen.
message-ended-family = Du afsluttede samtalen.
message-ended-counsellor = Rådgiveren afsluttede samtalen. Du er altid velkommen igen.
message-ended-silence = Samtalen sluttede, fordi der ikke var skrevet længe. Du er altid velkommen igen.
message-offer = { $name } deler et sted, der måske kan hjælpe:
message-offer-own = Du delte:
message-offer-gone = Dette tilbud findes ikke længere i listen.
message-rights = Det siger loven
message-rights-open = Åbn i guiden med alle grunde

say-empty = Du har ikke skrevet noget endnu. Skriv lidt, og tryk så på Send.
say-too-long = Beskeden er på { $length } tegn. Der er plads til { $max }. Del den i to. Det, du skrev, står her endnu.
say-too-often = Du har sendt mange beskeder på kort tid. Vent { $seconds } sekunder, og send så igen. Det, du skrev, står her endnu.
say-forgotten = Samtalen findes ikke mere. Den er slettet.

## A code to come back with

code-title = En kode til at komme tilbage
code-lead = Med koden kan du læse samtalen og skrive videre senere, også fra en anden telefon. Uden koden kan ingen finde den, heller ikke vi.
code-have-already = Du har allerede en kode. Får du en ny, virker den gamle ikke mere, og samtalen lukkes alle andre steder, hvor den er åben.
code-show = Vis mig en kode
code-yours = Din kode
code-write-down = Skriv koden ned, eller lær den udenad. Vi viser den kun denne ene gang. Gem den et sted, som ingen andre ser. Den virker først, når du har skrevet den på næste side.
code-written = Jeg har skrevet den ned
code-type-title = Skriv koden her
code-type-lead = Så er vi begge sikre på, at den er rigtig. Store og små bogstaver er lige meget.
code-type-label = Din kode
code-type-send = Det er min kode
code-type-wrong = Det er ikke den samme kode. Prøv igen, eller få en ny kode.
code-mend = Se koden efter her.
code-type-none = Der er ingen kode, der venter. Få en ny kode.
code-new = Få en ny kode
code-ready = Koden virker nu. Den gælder til { $date }.
code-back = Tilbage til samtalen

come-back-title = Kom tilbage til din samtale
come-back-lead = Skriv koden, du fik. Den er på fire ord eller tolv tal.
come-back-label = Din kode
come-back-hint = Store og små bogstaver og mellemrum er lige meget.
come-back-send = Gå til samtalen
come-back-empty = Skriv din kode.
come-back-wrong = Koden passer ikke til nogen samtale, vi har. Måske er der en slåfejl. Måske er koden for gammel, eller samtalen er slettet. Du kan altid skrive til os igen.
come-back-slow = Koden er prøvet for mange gange. Vent { $seconds } sekunder, og prøv så igen.
come-back-new = Begynd en ny samtale

## Ending and deleting

end-title = Afslut eller slet
end-lead = Du bestemmer selv, hvad der skal ske med samtalen.
end-heading = Afslut samtalen
end-text = { $days ->
    [one] Vi stopper her. Samtalen ligger hos os i én dag og bliver så slettet.
   *[other] Vi stopper her. Samtalen ligger hos os i { $days } dage og bliver så slettet.
}
end-button = Afslut samtalen
delete-heading = Slet samtalen nu
delete-text = Alt, hvad der er skrevet, forsvinder med det samme for dig og for os. Det kan ikke fortrydes.
delete-button = Slet samtalen nu
end-back = Nej, gå tilbage
goodbye-title = Farvel for nu
goodbye-heading = Samtalen er slettet
goodbye-text = Ingen kan læse den mere, heller ikke os. Din browser kan stadig huske, at du har været på siden.
goodbye-again = Du er altid velkommen igen.
goodbye-start = Skriv til os igen

## The desk

desk-title = Skranken
desk-menu = Skranken
desk-lead-menu = Overblik
desk-me = Min vagt
desk-ready = Klar
desk-paused = Pause
desk-ready-until = Familierne kan se, at her er nogen.
desk-paused-text = Du får ingen nye. Dem, du taler med, fortsætter.
desk-be-ready = Jeg er klar
desk-pause = Hold pause
desk-capacity = Så mange samtaler vil jeg have på én gang
desk-capacity-save = Gem
desk-capacity-wrong = Skriv et tal fra 1 til { $max }.
desk-full = Du har så mange samtaler, som du ønskede. Du kan godt tage flere.
desk-queue = I kø
desk-queue-empty = Ingen venter
desk-queue-empty-text = Nye samtaler dukker op her af sig selv.
desk-queue-row = Har ventet { $wait }
desk-queue-again = Venter igen
desk-language-name = { $code ->
    [da] dansk
    [en] engelsk
    [ar] arabisk
    [uk] ukrainsk
   *[other] { $code }
}
desk-language = Sprog: { $language }
desk-take = Tag samtalen
desk-mine = Mine samtaler
desk-mine-empty = Du taler ikke med nogen lige nu.
desk-open = Åbn samtalen
desk-new = { $count ->
    [one] Én ny besked
   *[other] { $count } nye beskeder
}
desk-none-new = Ingen nye
desk-taken-already = En anden nåede at tage samtalen først.
desk-gone-already = Samtalen er ikke i køen mere. Familien har afsluttet eller slettet den.
desk-minutes = { $minutes ->
    [0] under ét minut
    [one] ét minut
   *[other] { $minutes } minutter
}
desk-hours = { $hours ->
    [one] mere end én time
   *[other] mere end { $hours } timer
}
desk-live-lost = Forbindelsen er væk. Listen bliver opdateret, når den er her igen.

desk-talk-title = Samtale
desk-talk-family = Familien
desk-talk-language = Sproget på familiens side: { $language }.
desk-talk-waiting = Samtalen venter i køen. Tag den, før du svarer.
desk-talk-typing = Familien skriver …
desk-talk-yours = Du har samtalen
desk-talk-other = { $name } har samtalen. Du ser den, fordi du har bedt om det.
desk-talk-ended = Samtalen er slut. Den bliver slettet { $date }.
desk-talk-end = Afslut samtalen
desk-talk-end-text = Familien kan læse samtalen, til den bliver slettet.
desk-talk-release = Giv tilbage til køen
desk-talk-release-text = Familien kommer forrest i køen og får det at vide.
desk-talk-back = Til skranken
desk-talk-not-yours = Du har ikke samtalen mere. Din besked er ikke sendt.
desk-talk-over = Samtalen er slut. Din besked er ikke sendt.
desk-deleted-title = Samtalen er slettet
desk-deleted-text = Familien slettede samtalen { $when }. Intet af den er tilbage.
desk-forgotten-text = Samtalens tid hos os var gået. Den blev slettet { $when }.
message-arrived-you = Du tog samtalen.
message-left-staff = { $name } gav samtalen tilbage til køen.
message-ended-family-staff = Familien afsluttede samtalen.
message-ended-counsellor-staff = { $name } afsluttede samtalen.
message-ended-silence-staff = Samtalen sluttede, fordi der ikke var skrevet længe.

rights-guide = Guiden til rettigheder
rights-share-all = Del hele resultatet
rights-shared = Resultatet er delt i samtalen.

offers-title = Find hjælp at dele
offers-what = Hvad er der brug for?
offers-where = Postnummer eller kommune
offers-search = Søg
offers-none = Vi fandt ikke noget. Prøv med andre ord eller uden postnummer.
offers-share = Del i samtalen
offers-shared = Tilbuddet er delt i samtalen.
offers-found = { $count ->
    [one] Ét tilbud
   *[other] { $count } tilbud
}

team-title = Overblik
team-waiting = I kø nu
team-longest = Længste ventetid
team-ready = Klar lige nu
team-open = Samtaler i gang
team-free = Ledige pladser
team-wait-median = Ventetid den seneste time, i midten
team-nobody-taken = Ingen samtaler taget den seneste time
team-counsellors = Rådgivere
team-counsellor-row = { $open } af { $capacity }
team-none = Ingen har vagt lige nu.

glass-title = Åbn en samtale, der ikke er din
glass-text = Det bliver skrevet ned, at du har set samtalen, og hvorfor. Den databeskyttelsesansvarlige kan se det.
glass-reason = Hvorfor er det nødvendigt?
glass-reason-missing = Skriv, hvorfor det er nødvendigt, med mindst ti tegn.
glass-open = Åbn samtalen
