create table sealing_keys (
    owner blob primary key check (length(owner) = 16),
    sealed blob not null,
    master text not null,
    created_at integer not null
) strict, without rowid;
