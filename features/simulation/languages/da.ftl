## En reform, simuleret: notatet, siden og kommandoens tekst

sim-title = Hvad en reform ville betyde
sim-title-law = Hvad loven giver
sim-synthetic = Syntetisk: Ingen familie her er virkelig. Familierne er fundet på, så de passer med offentliggjorte tal, og resultatet kan være forkert.
sim-about = { $families } opdigtede familier står for de { $children } børn i danske familier.
sim-law = Loven, som den er den { $day } (version { $version }).
sim-drawn = Frø { $seed }, befolkning { $population }.

sim-headline = Kort sagt
sim-figure = Tal
sim-value = Resultat
sim-range = Laveste til højeste
sim-between = { $low } til { $high }
sim-with-range = { $value } ({ $range })
sim-cost = Pris om året, mio. kr.
sim-poor-before = Børn under fattigdomsgrænsen i dag
sim-poor-after = Børn under fattigdomsgrænsen med reformen
sim-winners = Familier med mindst 100 kr. mere om måneden
sim-losers = Familier med mindst 100 kr. mindre om måneden
sim-mean-gain = Det, de får mere om måneden i gennemsnit, kr.
sim-mean-loss = Det, de får mindre om måneden i gennemsnit, kr.

sim-benefits = Hvad det koster om året, mio. kr.
sim-benefit = Ydelse
sim-before = I dag
sim-after = Reform
sim-change = Ændring
sim-tax = Skat, som familierne betaler
sim-child-care = Det, familierne betaler for pasning

sim-forms = Efter familie
sim-family = Familie
sim-form = { $form ->
    [par] Par med fælles børn
    [sammenbragt] Sammenbragte familier
    [enlig_mor] Mødre alene
    [enlig_far] Fædre alene
   *[other] Andre
}
sim-works = Efter, hvad familien lever af
sim-work = { $work ->
    [job] Alle voksne i arbejde
    [ledig] En på dagpenge
    [et_job] Én løn, den anden uden indkomst
    [svag] Lidt løn, ingen ydelse
    [su] En på SU
    [kontanthjaelp] En på kontanthjælp
    [begge_kontanthjaelp] Begge på kontanthjælp
    [ydelse] En på anden ydelse
   *[other] Andet
}
sim-families = Familier
sim-children = Børn
sim-part-before = Under grænsen i dag
sim-part-after = Med reformen
sim-part-winners = Får mere
sim-part-losers = Får mindre
sim-part-mean = I snit mere om måneden, kr.
sim-part-cost = Pris, mio. kr. om året
sim-places = Kommuner, hvor familierne får mest
sim-place = Kommune

sim-chart = Børn under fattigdomsgrænsen

sim-marginal = Hvad der går tabt af 1.000 kr. mere i løn om måneden
sim-lost = Tabt
sim-lost-at-most = Højst { $to } %
sim-lost-between = { $from } til { $to } %
sim-lost-above = Mere end { $from } %
sim-adults = { $who ->
    [par] Par
    [enlig] Enlige
    [kontanthjaelp] På kontanthjælp
   *[alle] Alle
}
sim-high = Mere end 80 % tabt, af hvem
sim-percent = { $share } %

sim-sure = Hvor sikkert er det?
sim-sure-text = { $others } andre befolkninger på { $families } familier er fundet på, hver med sit eget frø og med hvert tal flyttet tilfældigt, så langt som det kan være forkert. Det laveste og det højeste resultat står ved de tal, som svaret hviler på. Tal uden spænd er ikke mere sikre. Det, som er udeladt herunder, er ikke med i noget spænd.
sim-sure-none = Der er ikke fundet på andre befolkninger, så intet siger, hvor sikre tallene er.
sim-line = Fattigdomsgrænsen er her det halve af den midterste indkomst efter skat: { $line } kr. om året for en voksen. Andre tæller efter OECD’s ændrede skala, som hos Danmarks Statistik: 0,5 for hver person mere fra 14 år, 0,3 for hvert barn under 14. Grænsen bliver stående med reformen. Studerende, der er alene med børn, tælles ikke med.
sim-compare = Til sammenligning: Danmarks Statistik talte 47.200 børn under sin grænse i 2022 (AE, november 2023). Det tal er ikke brugt til at finde på familierne.

sim-left-out = Hvad der ikke er med
sim-left-out-habits = Ingen arbejder mere eller mindre, flytter eller går fra hinanden på grund af reformen.
sim-left-out-takeup = Alle får det, de har ret til. I livet søger nogle ikke, så prisen er for høj.
sim-left-out-elsewhere = Det andet hjem for børn, hvis forældre bor hver for sig, og dermed den halve børneydelse, som går dertil.
sim-left-out-kinds = Barsel, egen virksomhed, formue, husejeres renter og lejeværdi, engangsbeløb og hjælp efter skøn.
sim-left-out-places = Hvor fattig hver kommune er: Familierne er fordelt efter antal, husleje og løn, og ikke efter mere.
sim-left-out-year = Løn og husleje er fra 2026, uanset hvilken dag der er valgt.

sim-method = Metode
sim-method-text = En fælles tabel over familieform, antal børn, den yngstes alder, kommuner, bolig og arbejde tilpasses tallene herunder (iterative proportional fitting, { $rounds } runder). Hele familier tages ud af den (truncate, replicate, sample). Fødselsdage, løn og husleje trækkes inden for den. De samme regler, som fortæller én familie, hvad den har ret til, regnes for dem alle, med og uden reformen.
sim-sources = Hvor tallene kommer fra
sim-sources-text = { $published } er offentliggjort, { $derived } er regnet ud fra offentliggjorte, { $assumed } er antaget. Hvert af dem står med sin kilde i content/population.
sim-publishers = Offentliggjorte tal er fra Danmarks Statistik, Landsbyggefonden, Dansk Arbejdsgiverforening, Beskæftigelsesministeriet, Arbejderbevægelsens Erhvervsråd og Skatteministeriet, de fleste gengivet af andre. Tabellen sources.csv nævner dem én for én.
sim-unverified = Ikke efterprøvet
sim-unverified-text = Ingen jurist har efterprøvet disse love, som de står i programmet:
sim-again = Sådan regnes det igen
sim-reform-file = Reformen, { $file }

## Siden for dem, der taler familiernes sag

page-title = Hvad ville en reform betyde?
page-lead = Loven regnes for opdigtede familier, som svarer til Danmark, med en reform og uden. Det tager et øjeblik.
page-which = Hvilken reform?
page-law = Ingen, kun loven som den er
page-own = Min egen
page-own-text = Din reform
page-own-hint = Skrevet som i docs/simulation.md. Vælg »Min egen« ovenfor.
page-run = Regn det ud
page-busy = En anden er ved at blive regnet ud. Vent lidt, og prøv igen.
page-missing = Vælg en reform, eller skriv din egen.
page-wrong = Reformen hænger ikke sammen
page-files = Tag resultatet med
page-files-text = Hver fil regnes ud igen af det samme frø, så tallene er de samme. Tabellerne er CSV.
page-brief-pdf = Notatet på to sider, som PDF
page-brief-html = Notatet på to sider, som side til at skrive ud
page-no-pdf = PDF’en kunne ikke laves. Hent notatet som side; den kan skrives ud.
page-places = Efter kommune
page-menu = Reformer
