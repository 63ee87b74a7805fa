create table sealing_keys (
    owner uuid primary key,
    sealed bytea not null,
    master text not null,
    created_at timestamptz not null
);
