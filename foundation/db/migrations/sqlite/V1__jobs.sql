create table jobs (
    id blob primary key check (length(id) = 16),
    kind text not null,
    key text not null,
    payload text not null,
    run_at integer not null,
    queued_at integer not null,
    attempts integer not null default 0,
    locked_until integer,
    last_error text,
    dead_at integer,
    unique (kind, key)
) strict;

create index jobs_due on jobs (run_at) where dead_at is null;
