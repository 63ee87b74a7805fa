-- The search index as sets of places, one a word, which every node holds in memory.
-- It is built anew from the tables of the directory at the next start.

drop table offer_words;
drop table offer_terms;
drop table offer_index;

-- Which build this is, in which form, and where its places are: in the order of their spots, the
-- spot and the number in offer_places of each (src/atlas.rs).
create table offer_index (
    one integer primary key check (one = 1),
    build uuid not null,
    form integer not null,
    places bytea not null
);

-- The words of the index (stems, and terms such as need:jura), each with the set of the places
-- that have it anywhere, and of those that are named or sorted by it. Sets are serialized Roaring bitmaps.
create table offer_words (
    term text collate "C" not null primary key,
    places bytea not null,
    named bytea not null
);
