-- Who works here. No password: signs in otherwise (the demo), or not at all.
create table staff (
    id blob primary key check (length(id) = 16),
    email text not null unique,
    name text not null,
    roles text not null,
    -- Argon2id in PHC form.
    password text,
    -- The secret of the one-time codes, sealed; and the last step a code was used for, so that
    -- none is used twice.
    code_secret blob,
    code_step integer not null default 0,
    created_at integer not null,
    deactivated_at integer
) strict;

-- Signed-in browsers. The secret of the cookie is not here, only its hash. No address, no agent.
create table sessions (
    token_hash blob primary key check (length(token_hash) = 32),
    id blob not null unique check (length(id) = 16),
    kind text not null check (kind in ('staff', 'family', 'half')),
    subject blob not null check (length(subject) = 16),
    created_at integer not null,
    seen_at integer not null,
    expires_at integer not null
) strict;

create index sessions_subject on sessions (subject);
create index sessions_expiry on sessions (expires_at);

create table invitations (
    id blob primary key check (length(id) = 16),
    token_hash blob not null unique check (length(token_hash) = 32),
    email text not null,
    name text not null,
    roles text not null,
    code_secret blob not null,
    created_at integer not null,
    expires_at integer not null,
    accepted_at integer
) strict;

create table passkeys (
    id blob primary key check (length(id) = 16),
    staff blob not null references staff (id),
    name text not null,
    -- What the browser calls it, and its public half with its counter, as JSON.
    credential_id blob not null unique,
    credential text not null,
    created_at integer not null,
    used_at integer
) strict;

create index passkeys_staff on passkeys (staff);

-- A question to a passkey that waits for its answer. Each is answered once.
create table challenges (
    token_hash blob primary key check (length(token_hash) = 32),
    question text not null,
    expires_at integer not null
) strict;

create table recovery_codes (
    code_hash blob primary key check (length(code_hash) = 32),
    staff blob not null references staff (id),
    created_at integer not null
) strict;

create index recovery_codes_staff on recovery_codes (staff);

-- Who may read a conversation of a colleague's for some hours, having said why.
create table broken_glass (
    conversation blob not null check (length(conversation) = 16),
    staff blob not null references staff (id),
    broken_at integer not null,
    until integer not null,
    primary key (conversation, staff, broken_at)
) strict;

-- Who did what. Each row's hash covers the row before it.
create table audit (
    seq integer primary key,
    at integer not null,
    actor text not null,
    act text not null,
    thing text not null,
    reason text,
    previous blob not null check (length(previous) = 32),
    hash blob not null check (length(hash) = 32)
) strict;

-- How far the log reaches, under a seal that only the master key makes: so that rows missing at
-- its end are noticed.
create table audit_head (
    id integer primary key check (id = 1),
    seq integer not null,
    hash blob not null,
    seal blob not null
) strict;

insert into audit_head (id, seq, hash, seal) values (1, 0, zeroblob(32), x'');

create index audit_thing on audit (thing, seq);
