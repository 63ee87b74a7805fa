## Roles

role-counsellor = Rådgiver
role-counsellor-text = Taler med familier ved skranken.
role-team-lead = Faglig leder
role-team-lead-text = Ser køen, og hvem der er på arbejde.
role-policy-officer = Politisk konsulent
role-policy-officer-text = Regner ud, hvad en reform ville betyde. Ser ingen samtaler.
role-administrator = Administrator
role-administrator-text = Inviterer kolleger og holder øje med driften.
role-data-protection-officer = Databeskyttelsesrådgiver
role-data-protection-officer-text = Ser, hvem der har set hvad.

## Signing in

sign-in-title = Log ind
sign-in-lead = For dig, der arbejder her. Har du brug for hjælp, skal du ikke logge ind.
sign-in-help = Jeg har brug for hjælp
sign-in-email = E-mail
sign-in-email-missing = Skriv din e-mail.
sign-in-password = Adgangskode
sign-in-password-missing = Skriv din adgangskode.
sign-in-wrong = E-mail og adgangskode passer ikke sammen. Prøv igen, eller brug en adgangsnøgle.
sign-in-go = Fortsæt
sign-in-passkey = Log ind med en adgangsnøgle
sign-in-passkey-hint = Brug fingeraftryk, ansigt eller en sikkerhedsnøgle. Så skal du ikke bruge en kode.
sign-in-demo = Log ind med ét klik i demoen
passkey-failed = Det lykkedes ikke med adgangsnøglen. Prøv igen.
code-title = Din engangskode
code-lead = Åbn appen på din telefon, og skriv de seks tal.
code-label = Engangskode
code-hint = Har du ikke din telefon, så skriv en af dine reservekoder.
code-missing = Skriv koden.
code-wrong = Koden passer ikke, eller den er allerede brugt. Vent på den næste, og prøv igen.
code-go = Log ind

## Coming in for the first time

invitation-title = Velkommen
invitation-lead = Du er inviteret som: { $roles }. Vælg navn og adgangskode, og gør din telefon klar.
invitation-email = Du logger ind med { $email }
invitation-name = Dit navn
invitation-name-hint = Kolleger og familier ser det. Fornavnet er nok.
invitation-name-missing = Skriv dit navn.
invitation-password = Vælg en adgangskode
invitation-password-hint = Mindst { $least } tegn. For eksempel fire ord, der ikke hører sammen.
invitation-password-short = Adgangskoden er for kort. Brug mindst { $least } tegn.
invitation-password-long = Adgangskoden er for lang. Brug højst { $most } tegn.
invitation-password-easy = Adgangskoden er for let at gætte. Vælg en, der ikke ligner dit navn eller din e-mail.
invitation-phone = Engangskoder på din telefon
invitation-phone-lead = Åbn en app til engangskoder på din telefon, og scan billedet.
invitation-picture = Billede, som din app skal scanne
invitation-typed = Kan du ikke scanne, så skriv denne nøgle i appen:
invitation-code = Koden fra appen
invitation-code-hint = Seks tal. De skifter hvert halve minut.
invitation-code-wrong = Koden passer ikke. Skriv de seks tal, som appen viser lige nu.
invitation-go = Kom i gang
invitation-gone = Invitationen gælder ikke mere
invitation-gone-text = Den er brugt eller for gammel. Bed om en ny. Har du allerede adgang, så log ind.
recovery-title = Dine reservekoder
recovery-lead = Gem dem et sikkert sted. Hver kode virker én gang, hvis du mister din telefon. Vi kan ikke vise dem igen.
recovery-go = Jeg har gemt dem

## The demo

demo-title = Prøv Favn
demo-lead = Alle her er opdigtede. Hvem vil du være?
demo-go = Log ind som { $name }
demo-family = En, der har brug for hjælp
demo-family-text = Skriv, som en familie ville gøre det. Uden navn.
demo-family-go = Gå til forsiden
demo-nobody = Der er ingen at logge ind som endnu.

## One's own account

account-title = Din konto
account-email = E-mail
account-roles = Roller
account-sign-out = Log ud
account-sessions = Her er du logget ind
account-session-here = Denne browser
account-session-elsewhere = En anden browser
account-session-facts = Siden { $since }. Sidst brugt { $seen }.
account-session-end = Log den ud
account-passkeys = Adgangsnøgler
account-passkeys-lead = Med en adgangsnøgle logger du ind med fingeraftryk, ansigt eller en sikkerhedsnøgle.
account-passkeys-none = Du har ingen endnu.
account-passkeys-away = De virker ikke på denne adresse. Brug en med https og et navn.
account-passkey-name = Navn på nøglen
account-passkey-name-hint = For eksempel Min telefon.
account-passkey-name-new = Min nøgle
account-passkey-add = Tilføj en adgangsnøgle
account-passkey-added = Tilføjet { $since }.
account-passkey-used = Sidst brugt { $seen }.
account-passkey-remove = Fjern nøglen { $name }
account-recovery = Reservekoder
account-recovery-left = { $count ->
    [0] Du har ingen tilbage.
    [one] Du har { $count } tilbage.
   *[other] Du har { $count } tilbage.
}
account-recovery-hint = Når du laver nye, holder de gamle op med at virke.
account-recovery-new = Lav nye reservekoder

## Staff

staff-title = Medarbejdere
staff-invite = Inviter en kollega
staff-invite-name = Navn
staff-invite-roles = Hvad skal kollegaen kunne?
staff-invite-go = Send invitation
staff-email-wrong = Skriv en hel e-mailadresse, for eksempel mette@eksempel.dk.
staff-email-taken = Der er allerede en med den e-mail.
staff-roles-missing = Vælg mindst én rolle.
staff-invited = Invitationen er på vej til { $email }. Du kan også selv give linket videre:
staff-invited-by-hand = Invitationen til { $email } er klar. Giv selv linket videre:
staff-waiting = Venter på svar
staff-waiting-until = Gælder til { $until }.
staff-since = Siden
staff-inactive = Lukket siden { $since }
staff-deactivate = Luk adgangen for { $name }
staff-reactivate = Giv { $name } adgang igen
staff-last = Der skal være mindst én administrator. Giv først rollen til en anden.

## Languages

languages-title = Sprog
languages-lead = Alle sider findes på disse sprog.
languages-reviewed = Læst igennem af { $who }
languages-reviewed-on = Læst igennem af { $who } den { $day }
languages-unreviewed = Endnu ikke læst igennem af en, der har det som modersmål

## What the machine could not do

dead-title = Fejlede opgaver
dead-lead = Dem her har Favn prøvet mange gange uden held. Ret årsagen, og prøv igen.
dead-none = Alt er gjort
dead-none-text = Der er ingen fejlede opgaver.
dead-queued = Sat i kø
dead-given-up = Opgivet
dead-attempts = Forsøg
dead-why = Hvorfor
dead-revive = Prøv igen

## The audit log

audit-title = Hvem har gjort hvad
audit-lead = Hver gang nogen ser en samtale eller ændrer noget, skrives det her. Det kan ikke ændres bagefter.
audit-whole = { $lines ->
    [one] Loggen er hel. Den har { $lines } linje.
   *[other] Loggen er hel. Den har { $lines } linjer.
}
audit-broken = Loggen er ændret ved linje { $place }. Nogen har været i databasen uden om Favn.
audit-why = Begrundelse: { $reason }
audit-none = Her er ikke sket noget endnu
audit-older = Ældre linjer
audit-family = Familien
audit-stranger = En uden navn
audit-program = Favn selv
act-read-conversation = Læste samtalen
act-take-conversation = Tog samtalen
act-end-conversation = Afsluttede samtalen
act-delete-conversation = Slettede samtalen
act-break-glass = Åbnede en kollegas samtale
act-sign-in = Loggede ind
act-sign-out = Loggede ud
act-invite = Inviterede en kollega
act-accept-invitation = Tog imod invitationen
act-deactivate = Lukkede en adgang
act-reactivate = Åbnede en adgang igen
act-add-passkey = Tilføjede en adgangsnøgle
act-remove-passkey = Fjernede en adgangsnøgle
act-renew-recovery-codes = Lavede nye reservekoder
act-read-audit = Læste loggen
act-revive-job = Satte en opgave i gang igen
