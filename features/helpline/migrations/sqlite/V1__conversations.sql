-- What is said lies in messages, sealed. Beside it there are only states, counts, times and the
-- language of the page: no name, no address, no device.

create table conversations (
    id blob primary key check (length(id) = 16),
    lang text not null,
    state text not null check (state in ('waiting', 'taken', 'ended')),
    -- Goes up with every change of state: who acts on an old one changes nothing.
    version integer not null default 0,
    opened_at integer not null,
    -- The queue's order: when it was opened, so that one handed back comes first.
    queue_at integer not null,
    -- Since when it waits, or had waited when it was taken.
    waiting_since integer not null,
    -- Who has it, or had it when it ended, and what families call her.
    counsellor blob check (counsellor is null or length(counsellor) = 16),
    counsellor_name text,
    taken_at integer,
    ended_at integer,
    ended_by text check (ended_by in ('family', 'counsellor', 'silence')),
    forget_at integer,
    last_seq integer not null,
    last_at integer not null,
    -- Up to which message each side's screen has shown, and its person seen, the other's.
    family_delivered integer not null default 0,
    family_seen integer not null default 0,
    staff_delivered integer not null default 0,
    staff_seen integer not null default 0,
    -- A fingerprint of the form that opened it, so that sending it twice opens one.
    opened_once blob not null unique check (length(opened_once) = 16)
) strict;

create index conversations_queue on conversations (queue_at, id) where state = 'waiting';
create index conversations_of_counsellor on conversations (counsellor, state);
create index conversations_taken on conversations (taken_at);
create index conversations_to_forget on conversations (forget_at) where forget_at is not null;

create table messages (
    conversation blob not null references conversations (id) on delete cascade,
    seq integer not null,
    kind text not null,
    author text not null check (author in ('family', 'counsellor', 'house')),
    -- What families call the counsellor who wrote it.
    name text,
    -- Drawn by the sender's page: the same message sent twice is one.
    once blob not null check (length(once) = 16),
    -- Sealed with the conversation's own key, for this conversation and seq alone.
    body blob not null,
    at integer not null,
    primary key (conversation, seq)
) strict, without rowid;

create unique index messages_once on messages (conversation, once);

-- Codes to come back with: only an HMAC of them, under a secret that is not in the database.
create table return_codes (
    code blob primary key check (length(code) = 32),
    conversation blob not null references conversations (id) on delete cascade,
    created_at integer not null,
    expires_at integer not null,
    -- It counts from when it was typed back.
    proved_at integer
) strict;

create index return_codes_conversation on return_codes (conversation);

-- Who is at the desk.
create table desk (
    counsellor blob primary key check (length(counsellor) = 16),
    name text not null,
    ready integer not null,
    capacity integer not null,
    -- When her page last showed signs of life: a closed laptop is not somebody who is there.
    seen_at integer not null
) strict;

-- That a conversation was there and is gone; nothing of what it was.
create table deleted_conversations (
    id blob primary key check (length(id) = 16),
    counsellor blob,
    deleted_by text not null check (deleted_by in ('family', 'time')),
    deleted_at integer not null
) strict;

create index deleted_conversations_at on deleted_conversations (deleted_at);
