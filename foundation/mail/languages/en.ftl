# Letters by e-mail. The subject says no more than it must.
invitation-subject = You are invited to { $organisation }
invitation-body =
    Hello

    You are invited to work in Favn at { $organisation }.

    Open this link to choose your password:
    { $link }

    The link works for { $days ->
        [one] one day
       *[other] { $days } days
    } and only once. If you did not expect this e-mail, leave it.
