//! The table that the bare query reads: a row for each word at each place, which is what one would write
//! without Favn's sets. It is laid out from those, in the same file, before anything is measured.

use std::path::Path;

use roaring::RoaringBitmap;
use rusqlite::{Connection, params};

use crate::process::Outcome;

/// Makes `bare_words` (term, spot, place) and `bare_terms` (id, term, places) from Favn's index.
pub fn lay_out(database: &Path) -> Outcome<()> {
    let mut connection = Connection::open(database)?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(
        "create table bare_terms (id integer primary key, term text not null unique, places integer not null);
         create table bare_words (term integer not null, spot integer not null, place integer not null,
            primary key (term, spot, place)) without rowid;",
    )?;
    let places: Vec<u8> =
        transaction.query_row("select places from offer_index", [], |row| row.get(0))?;
    let spots = spots(&places)?;
    {
        let mut read = transaction.prepare("select term, places from offer_words order by term")?;
        let mut rows = read.query([])?;
        let mut term =
            transaction.prepare("insert into bare_terms (id, term, places) values (?1, ?2, ?3)")?;
        let mut word = transaction
            .prepare("insert into bare_words (term, spot, place) values (?1, ?2, ?3)")?;
        let mut id = 0_i64;
        while let Some(row) = rows.next()? {
            let set = RoaringBitmap::deserialize_from(row.get_ref(1)?.as_blob()?)?;
            term.execute(params![id, row.get::<_, String>(0)?, set.len() as i64])?;
            // Positions lie in the order of spots, and so does the key: the fastest way to fill a tree.
            for position in set {
                let (spot, place) = spots
                    .get(position as usize)
                    .ok_or("a set holds a place that is not there")?;
                word.execute(params![id, spot, place])?;
            }
            id += 1;
        }
    }
    transaction.commit()?;
    connection.execute_batch("pragma wal_checkpoint(truncate)")?;
    Ok(())
}

/// The spot and the number of each place, of the sixteen bytes that Favn keeps for one.
fn spots(bytes: &[u8]) -> Outcome<Vec<(i64, u32)>> {
    bytes
        .chunks_exact(16)
        .map(|place| {
            let (spot, rest) = place.split_at(8);
            let number = rest.get(..4).unwrap_or_default();
            Ok((
                i64::from_le_bytes(spot.try_into()?),
                u32::from_le_bytes(number.try_into()?),
            ))
        })
        .collect()
}
