create table jobs (
    id uuid primary key,
    kind text not null,
    key text not null,
    payload text not null,
    run_at timestamptz not null,
    queued_at timestamptz not null,
    attempts bigint not null default 0,
    locked_until timestamptz,
    last_error text,
    dead_at timestamptz,
    unique (kind, key)
);

create index jobs_due on jobs (run_at) where dead_at is null;
