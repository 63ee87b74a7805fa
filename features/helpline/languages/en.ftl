## The front door

front-title = Someone to talk to
front-heading = You can write to us
front-lead = Are you pregnant, or do you have children? Then we are here for you, whether you are a mother, a father or someone else close to the child. You do not have to say who you are.
front-label = What is on your mind?
front-hint = Write in your own language, a little or a lot. Start wherever you like.
front-send = Send to a counsellor
front-private = We do not keep your name, where you write from or what phone you have. Only a counsellor reads what you write.
front-here = A counsellor is ready now
front-busy = The counsellors are talking with others right now
front-busy-more = Just write. You join the queue, and we answer as soon as we can.
front-away = There is no counsellor right now
front-away-more = You can still write now. We answer when we are back. When you have written, you can get a code, return with it and read the answer.
front-opening = We are usually here
front-opening-row = { $day } { $from }–{ $to }
front-continue = You have a conversation under way
front-continue-link = Go to your conversation
front-find = Find help near you
front-find-more = Places and people who can help. You can search without writing to anyone.
front-come-back = Do you have a code?

danger-short = Are you in danger now?
danger-title = Are you or your child in danger now?
danger-text = Call 112. It is free and open day and night.
danger-call = Call 112
danger-line = { $name }: { $number }

## How long it takes

wait-moment = It usually takes a few minutes.
wait-minutes = { $minutes ->
    [one] It takes about one minute.
   *[other] It takes about { $minutes } minutes.
}
wait-hour = It will probably take more than an hour. You can close the page and return with a code.
wait-unknown = We cannot say how long it takes. We answer as soon as we can.

## The conversation, as the family sees it

talk-title = Your conversation
talk-log = Messages
talk-write = Write a message
talk-start-again = Start a new conversation
talk-with = You are talking with { $name }
talk-with-hint = Write when it suits you. It is quite all right to pause.
talk-waiting = We have your message
talk-waiting-away = There is no counsellor right now. We answer when we are back. Get a code, so that you can read the answer later.
talk-waiting-danger = If you or your child are in danger, do not wait for us. Call 112.
talk-ended = The conversation has ended
talk-ended-until = You can read it until { $date }. Then it is deleted.
talk-typing = { $name } is writing …
talk-languages = We answer in { $languages }. You are welcome to write in your own language. Tell us if you would like an interpreter.
talk-language-in = { $code ->
    [da] Danish
    [en] English
    [ar] Arabic
    [uk] Ukrainian
    [de] German
    [pl] Polish
    [tr] Turkish
    [so] Somali
    [fa] Farsi
   *[other] { $code }
}
talk-offers-danish = Places that we share with you are described in Danish. Ask us if anything is unclear.
talk-lost = The connection is gone. We are trying again. What you wrote is not lost.
talk-back = The connection is back.
talk-unsent = Not sent yet
talk-unsent-try = Try again
talk-sending = Sending …
talk-refresh = This page fetches new messages by itself.
talk-refresh-now = Fetch new messages now
talk-refresh-calm = Read in peace
talk-earlier = See earlier messages
earlier-title = Earlier messages
earlier-back = To the newest messages
talk-more = More
talk-code-link = Get a code
talk-code-have = Your code
talk-end-link = End or delete

message-arrived = { $name } is here now.
message-left = The counsellor had to go. Another one takes over as soon as somebody is free. You are first in the queue.
message-ended-family = You ended the conversation.
message-ended-counsellor = The counsellor ended the conversation. You are always welcome back.
message-ended-silence = The conversation ended because nothing had been written for a long time. You are always welcome back.
message-offer = { $name } shares a place that may help:
message-offer-own = You shared:
message-offer-gone = This offer is no longer in the list.
message-rights = What the law says
message-rights-open = Open in the guide with all reasons

say-empty = You have not written anything yet. Write a little, then press Send.
say-too-long = The message has { $length } characters. There is room for { $max }. Split it in two. What you wrote is still here.
say-too-often = You have sent many messages in a short time. Wait { $seconds } seconds, then send again. What you wrote is still here.
say-forgotten = The conversation is no longer there. It has been deleted.

## A code to come back with

code-title = A code to return with
code-lead = With the code you can read the conversation and go on writing later, also from another phone. Without the code nobody can find it, not even we.
code-have-already = You already have a code. If you get a new one, the old one no longer works, and the conversation closes everywhere else it is open.
code-show = Show me a code
code-yours = Your code
code-write-down = Write the code down, or learn it by heart. We show it only this once. Keep it where nobody else looks. It works once you have typed it on the next page.
code-written = I have written it down
code-type-title = Type the code here
code-type-lead = Then we both know that it is right. Capital and small letters do not matter.
code-type-label = Your code
code-type-send = This is my code
code-type-wrong = That is not the same code. Try again, or get a new code.
code-mend = Check the code here.
code-type-none = There is no code waiting. Get a new code.
code-new = Get a new code
code-ready = The code works now. It is good until { $date }.
code-back = Back to the conversation

come-back-title = Return to your conversation
come-back-lead = Type the code you were given. It has four words or twelve digits.
come-back-label = Your code
come-back-hint = Capital letters and spaces do not matter.
come-back-send = Go to the conversation
come-back-empty = Type your code.
come-back-wrong = The code does not fit any conversation we have. There may be a typing mistake. Or the code is too old, or the conversation has been deleted. You can always write to us again.
come-back-slow = The code has been tried too many times. Wait { $seconds } seconds, then try again.
come-back-new = Start a new conversation

## Ending and deleting

end-title = End or delete
end-lead = You decide what happens to the conversation.
end-heading = End the conversation
end-text = { $days ->
    [one] We stop here. The conversation stays with us for one day and is then deleted.
   *[other] We stop here. The conversation stays with us for { $days } days and is then deleted.
}
end-button = End the conversation
delete-heading = Delete the conversation now
delete-text = Everything that was written disappears at once, for you and for us. It cannot be undone.
delete-button = Delete the conversation now
end-back = No, go back
goodbye-title = Goodbye for now
goodbye-heading = The conversation is deleted
goodbye-text = Nobody can read it any more, not even we. Your browser may still remember that you have been on this page.
goodbye-again = You are always welcome back.
goodbye-start = Write to us again

## The desk

desk-title = The desk
desk-menu = Desk
desk-lead-menu = Overview
desk-me = My shift
desk-ready = Ready
desk-paused = Pause
desk-ready-until = Families can see that somebody is here.
desk-paused-text = You get no new ones. Those you talk with go on.
desk-be-ready = I am ready
desk-pause = Take a pause
desk-capacity = How many conversations I want at a time
desk-capacity-save = Save
desk-capacity-wrong = Type a number from 1 to { $max }.
desk-full = You have as many conversations as you wanted. You may still take more.
desk-queue = In the queue
desk-queue-empty = Nobody is waiting
desk-queue-empty-text = New conversations appear here by themselves.
desk-queue-row = Has waited { $wait }
desk-queue-again = Waiting again
desk-language-name = { $code ->
    [da] Danish
    [en] English
    [ar] Arabic
    [uk] Ukrainian
   *[other] { $code }
}
desk-language = Language: { $language }
desk-take = Take the conversation
desk-mine = My conversations
desk-mine-empty = You are not talking with anyone right now.
desk-open = Open the conversation
desk-new = { $count ->
    [one] One new message
   *[other] { $count } new messages
}
desk-none-new = Nothing new
desk-taken-already = Someone else took the conversation first.
desk-gone-already = The conversation is no longer in the queue. The family has ended or deleted it.
desk-minutes = { $minutes ->
    [0] under one minute
    [one] one minute
   *[other] { $minutes } minutes
}
desk-hours = { $hours ->
    [one] more than one hour
   *[other] more than { $hours } hours
}
desk-live-lost = The connection is gone. The list is updated when it is back.

desk-talk-title = Conversation
desk-talk-family = The family
desk-talk-language = The language of the family’s page: { $language }.
desk-talk-waiting = The conversation is waiting in the queue. Take it before you answer.
desk-talk-typing = The family is writing …
desk-talk-yours = You have the conversation
desk-talk-other = { $name } has the conversation. You see it because you asked to.
desk-talk-ended = The conversation has ended. It is deleted on { $date }.
desk-talk-end = End the conversation
desk-talk-end-text = The family can read the conversation until it is deleted.
desk-talk-release = Hand back to the queue
desk-talk-release-text = The family comes first in the queue and is told.
desk-talk-back = To the desk
desk-talk-not-yours = You no longer have the conversation. Your message was not sent.
desk-talk-over = The conversation has ended. Your message was not sent.
desk-deleted-title = The conversation is deleted
desk-deleted-text = The family deleted the conversation { $when }. Nothing of it is left.
desk-forgotten-text = The conversation's time with us was over. It was deleted { $when }.
message-arrived-you = You took the conversation.
message-left-staff = { $name } handed the conversation back to the queue.
message-ended-family-staff = The family ended the conversation.
message-ended-counsellor-staff = { $name } ended the conversation.
message-ended-silence-staff = The conversation ended because nothing had been written for a long time.

rights-guide = Guide to rights
rights-share-all = Share the whole result
rights-shared = The result is shared in the conversation.

offers-title = Find help to share
offers-what = What is needed?
offers-where = Postcode or municipality
offers-search = Search
offers-none = We found nothing. Try other words, or leave out the postcode.
offers-share = Share in the conversation
offers-shared = The offer is shared in the conversation.
offers-found = { $count ->
    [one] One offer
   *[other] { $count } offers
}

team-title = Overview
team-waiting = In the queue now
team-longest = Longest wait
team-ready = Ready right now
team-open = Conversations under way
team-free = Free places
team-wait-median = Wait in the last hour, in the middle
team-nobody-taken = No conversations taken in the last hour
team-counsellors = Counsellors
team-counsellor-row = { $open } of { $capacity }
team-none = Nobody is on duty right now.

glass-title = Open a conversation that is not yours
glass-text = It is written down that you have seen the conversation, and why. The data protection officer can see it.
glass-reason = Why is it necessary?
glass-reason-missing = Write why it is necessary, in at least ten characters.
glass-open = Open the conversation
