# Breve på e-mail. Emnet siger ikke mere, end det skal.
invitation-subject = Du er inviteret til { $organisation }
invitation-body =
    Hej

    Du er inviteret til at arbejde i Favn hos { $organisation }.

    Åbn dette link for at vælge din kode:
    { $link }

    Linket virker i { $days ->
        [one] én dag
       *[other] { $days } dage
    } og kun én gang. Har du ikke ventet denne mail, så lad den ligge.
