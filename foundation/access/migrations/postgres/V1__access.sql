-- Who works here. No password: signs in otherwise (the demo), or not at all.
create table staff (
    id uuid primary key,
    email text not null unique,
    name text not null,
    roles text not null,
    -- Argon2id in PHC form.
    password text,
    -- The secret of the one-time codes, sealed; and the last step a code was used for, so that
    -- none is used twice.
    code_secret bytea,
    code_step bigint not null default 0,
    created_at timestamptz not null,
    deactivated_at timestamptz
);

-- Signed-in browsers. The secret of the cookie is not here, only its hash. No address, no agent.
create table sessions (
    token_hash bytea primary key check (length(token_hash) = 32),
    id uuid not null unique,
    kind text not null check (kind in ('staff', 'family', 'half')),
    subject uuid not null,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null
);

create index sessions_subject on sessions (subject);
create index sessions_expiry on sessions (expires_at);

create table invitations (
    id uuid primary key,
    token_hash bytea not null unique check (length(token_hash) = 32),
    email text not null,
    name text not null,
    roles text not null,
    code_secret bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    accepted_at timestamptz
);

create table passkeys (
    id uuid primary key,
    staff uuid not null references staff (id),
    name text not null,
    -- What the browser calls it, and its public half with its counter, as JSON.
    credential_id bytea not null unique,
    credential text not null,
    created_at timestamptz not null,
    used_at timestamptz
);

create index passkeys_staff on passkeys (staff);

-- A question to a passkey that waits for its answer. Each is answered once.
create table challenges (
    token_hash bytea primary key check (length(token_hash) = 32),
    question text not null,
    expires_at timestamptz not null
);

create table recovery_codes (
    code_hash bytea primary key check (length(code_hash) = 32),
    staff uuid not null references staff (id),
    created_at timestamptz not null
);

create index recovery_codes_staff on recovery_codes (staff);

-- Who may read a conversation of a colleague's for some hours, having said why.
create table broken_glass (
    conversation uuid not null,
    staff uuid not null references staff (id),
    broken_at timestamptz not null,
    until timestamptz not null,
    primary key (conversation, staff, broken_at)
);

-- Who did what. Each row's hash covers the row before it.
create table audit (
    seq bigint primary key,
    at timestamptz not null,
    actor text not null,
    act text not null,
    thing text not null,
    reason text,
    previous bytea not null check (length(previous) = 32),
    hash bytea not null check (length(hash) = 32)
);

-- How far the log reaches, under a seal that only the master key makes: so that rows missing at
-- its end are noticed.
create table audit_head (
    id integer primary key check (id = 1),
    seq bigint not null,
    hash bytea not null,
    seal bytea not null
);

insert into audit_head (id, seq, hash, seal) values (1, 0, decode(repeat('00', 32), 'hex'), '');

create index audit_thing on audit (thing, seq);
