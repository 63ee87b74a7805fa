## Roles

role-counsellor = Counsellor
role-counsellor-text = Talks with families at the desk.
role-team-lead = Team lead
role-team-lead-text = Sees the queue and who is at work.
role-policy-officer = Policy officer
role-policy-officer-text = Works out what a reform would do. Sees no conversations.
role-administrator = Administrator
role-administrator-text = Invites colleagues and keeps things running.
role-data-protection-officer = Data protection officer
role-data-protection-officer-text = Sees who has looked at what.

## Signing in

sign-in-title = Sign in
sign-in-lead = For those who work here. If you need help, you do not have to sign in.
sign-in-help = I need help
sign-in-email = Email
sign-in-email-missing = Write your email address.
sign-in-password = Password
sign-in-password-missing = Write your password.
sign-in-wrong = Email and password do not go together. Try again, or use a passkey.
sign-in-go = Continue
sign-in-passkey = Sign in with a passkey
sign-in-passkey-hint = Use your fingerprint, face or a security key. Then you need no code.
sign-in-demo = Sign in with one click in the demo
passkey-failed = That did not work with the passkey. Try again.
code-title = Your one-time code
code-lead = Open the app on your phone and write the six digits.
code-label = One-time code
code-hint = If you do not have your phone, write one of your recovery codes.
code-missing = Write the code.
code-wrong = The code does not fit, or it has been used. Wait for the next one and try again.
code-go = Sign in

## Coming in for the first time

invitation-title = Welcome
invitation-lead = You are invited as: { $roles }. Choose a name and a password, and get your phone ready.
invitation-email = You sign in with { $email }
invitation-name = Your name
invitation-name-hint = Colleagues and families see it. Your first name is enough.
invitation-name-missing = Write your name.
invitation-password = Choose a password
invitation-password-hint = At least { $least } characters. For instance four words that do not belong together.
invitation-password-short = The password is too short. Use at least { $least } characters.
invitation-password-long = The password is too long. Use at most { $most } characters.
invitation-password-easy = The password is too easy to guess. Choose one that is not like your name or your email.
invitation-phone = One-time codes on your phone
invitation-phone-lead = Open an app for one-time codes on your phone and scan the picture.
invitation-picture = Picture for your app to scan
invitation-typed = If you cannot scan, type this key into the app:
invitation-code = The code from the app
invitation-code-hint = Six digits. They change every half minute.
invitation-code-wrong = The code does not fit. Write the six digits that the app shows right now.
invitation-go = Start
invitation-gone = The invitation no longer counts
invitation-gone-text = It has been used or is too old. Ask for a new one. If you have access already, sign in.
recovery-title = Your recovery codes
recovery-lead = Keep them somewhere safe. Each code works once if you lose your phone. We cannot show them again.
recovery-go = I have kept them

## The demo

demo-title = Try Favn
demo-lead = Everybody here is made up. Who would you like to be?
demo-go = Sign in as { $name }
demo-family = Somebody who needs help
demo-family-text = Write as a family would. Without a name.
demo-family-go = Go to the front page
demo-nobody = There is nobody to sign in as yet.

## One's own account

account-title = Your account
account-email = Email
account-roles = Roles
account-sign-out = Sign out
account-sessions = Where you are signed in
account-session-here = This browser
account-session-elsewhere = Another browser
account-session-facts = Since { $since }. Last used { $seen }.
account-session-end = Sign it out
account-passkeys = Passkeys
account-passkeys-lead = With a passkey you sign in by fingerprint, face or a security key.
account-passkeys-none = You have none yet.
account-passkeys-away = They do not work at this address. Use one with https and a name.
account-passkey-name = Name of the passkey
account-passkey-name-hint = For instance My phone.
account-passkey-name-new = My passkey
account-passkey-add = Add a passkey
account-passkey-added = Added { $since }.
account-passkey-used = Last used { $seen }.
account-passkey-remove = Remove the passkey { $name }
account-recovery = Recovery codes
account-recovery-left = { $count ->
    [0] You have none left.
    [one] You have { $count } left.
   *[other] You have { $count } left.
}
account-recovery-hint = When you make new ones, the old ones stop working.
account-recovery-new = Make new recovery codes

## Staff

staff-title = Staff
staff-invite = Invite a colleague
staff-invite-name = Name
staff-invite-roles = What should the colleague be able to do?
staff-invite-go = Send the invitation
staff-email-wrong = Write a whole email address, for instance mette@example.dk.
staff-email-taken = There is somebody with that email already.
staff-roles-missing = Choose at least one role.
staff-invited = The invitation is on its way to { $email }. You can also pass the link on yourself:
staff-invited-by-hand = The invitation for { $email } is ready. Pass the link on yourself:
staff-waiting = Waiting for an answer
staff-waiting-until = Counts until { $until }.
staff-since = Since
staff-inactive = Closed since { $since }
staff-deactivate = Close the access of { $name }
staff-reactivate = Give { $name } access again
staff-last = There must be at least one administrator. Give the role to somebody else first.

## Languages

languages-title = Languages
languages-lead = All pages exist in these languages.
languages-reviewed = Reviewed by { $who }
languages-reviewed-on = Reviewed by { $who } on { $day }
languages-unreviewed = Not yet reviewed by a native speaker

## What the machine could not do

dead-title = Failed jobs
dead-lead = Favn tried these many times without success. Mend the cause and try again.
dead-none = Everything is done
dead-none-text = There are no failed jobs.
dead-queued = Queued
dead-given-up = Given up
dead-attempts = Tries
dead-why = Why
dead-revive = Try again

## The audit log

audit-title = Who did what
audit-lead = Each time somebody looks at a conversation or changes something, it is written here. It cannot be changed afterwards.
audit-whole = { $lines ->
    [one] The log is whole. It has { $lines } line.
   *[other] The log is whole. It has { $lines } lines.
}
audit-broken = The log was changed at line { $place }. Somebody has been in the database, past Favn.
audit-why = Reason: { $reason }
audit-none = Nothing has happened here yet
audit-older = Older lines
audit-family = The family
audit-stranger = Somebody without a name
audit-program = Favn itself
act-read-conversation = Read the conversation
act-take-conversation = Took the conversation
act-end-conversation = Ended the conversation
act-delete-conversation = Deleted the conversation
act-break-glass = Opened a colleague's conversation
act-sign-in = Signed in
act-sign-out = Signed out
act-invite = Invited a colleague
act-accept-invitation = Accepted the invitation
act-deactivate = Closed an access
act-reactivate = Opened an access again
act-add-passkey = Added a passkey
act-remove-passkey = Removed a passkey
act-renew-recovery-codes = Made new recovery codes
act-read-audit = Read the log
act-revive-job = Started a job again
