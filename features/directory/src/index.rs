//! Builds the search index from the directory: which words stand in which offers, by where they
//! are. Everything is built anew in the transaction of the import, so readers see the old index
//! or the new one and never a mixture. Only what everybody may see goes in.

use std::collections::{BTreeSet, HashMap};

use base::{Clock, Entropy};
use db::{DbError, Query, Sql, Tx, Value, params};
use rust_stemmers::Stemmer;

use crate::card::OfferCard;
use crate::offer::{Offer, offers};
use crate::place::Place;
use crate::spot::{NATIONWIDE, UNPLACED, spot};
use crate::stem::{danish, stem, words};
use crate::store::{self, MANY, MANY_WORDS};
use crate::vocabulary::{self, Taxonomy};

/// The word that every offer has.
pub(crate) const EVERY: &str = "*";

/// One offer at one place, on its way into the index.
struct Entry {
    offer: String,
    card: OfferCard,
    spot: i64,
    words: BTreeSet<String>,
}

/// Builds the index anew; says how many active offers there are.
pub(crate) async fn rebuild(tx: &Tx, entropy: &Entropy) -> Result<usize, DbError> {
    let mut offers = offers(&store::everything(tx).await?);
    offers.retain(|offer| offer.active);
    // Places are numbered in the order in which equals are shown.
    offers.sort_by(|a, b| standing(a).cmp(&standing(b)));
    let entries: Vec<Entry> = offers
        .iter()
        .flat_map(|offer| entries(offer, &danish()))
        .collect();
    for clear in [
        &store::CLEAR_WORDS,
        &store::CLEAR_TERMS,
        &store::CLEAR_PLACES,
    ] {
        tx.execute(clear, &[]).await?;
    }
    save_places(tx, &entries).await?;
    save_words(tx, &entries).await?;
    // Two builds never share an id, whatever the clock says.
    tx.execute(
        &store::SAVE_BUILD,
        params![entropy.uuid(Clock::system().now())],
    )
    .await?;
    Ok(offers.len())
}

/// The best informed first: confirmed, then with a telephone, then by the age of the source.
fn standing(offer: &Offer) -> (bool, bool, std::cmp::Reverse<&str>, &str) {
    (
        offer.verified.is_empty(),
        offer.phone.is_empty(),
        std::cmp::Reverse(&offer.source_date),
        &offer.id,
    )
}

fn entries(offer: &Offer, stemmer: &Stemmer) -> Vec<Entry> {
    let common = common_words(offer, stemmer);
    let entry = |place: Option<&Place>, spot: i64| {
        let mut words = common.clone();
        if let Some(place) = place {
            add(&mut words, stemmer, &place.name);
            add(
                &mut words,
                stemmer,
                place.municipality.map_or("", |m| &m.name),
            );
            add(
                &mut words,
                stemmer,
                place.address().map_or("", |a| a.town()),
            );
        }
        Entry {
            offer: offer.id.clone(),
            card: OfferCard::of(offer, place),
            spot,
            words,
        }
    };
    let mut entries: Vec<Entry> = offer
        .places
        .iter()
        .filter_map(|place| Some(entry(Some(place), spot(place.about()?))))
        .collect();
    if offer.nationwide {
        entries.push(entry(None, NATIONWIDE));
    } else if entries.is_empty() {
        entries.push(entry(offer.places.first(), UNPLACED));
    }
    entries
}

fn common_words(offer: &Offer, stemmer: &Stemmer) -> BTreeSet<String> {
    let mut found = BTreeSet::from([EVERY.to_string()]);
    let texts = [
        &offer.name,
        &offer.organization,
        &offer.organization_other,
        &offer.description,
        &offer.eligibility,
    ];
    for text in texts {
        add(&mut found, stemmer, text);
    }
    let sorted: [(&Taxonomy, &[&str]); 4] = [
        (&vocabulary::NEED, &offer.needs),
        (&vocabulary::KIND, &offer.kinds),
        (&vocabulary::AUDIENCE, &offer.audience),
        (&vocabulary::CHANNEL, &offer.channels),
    ];
    for (taxonomy, codes) in sorted {
        for code in codes {
            add(&mut found, stemmer, taxonomy.words(code));
            found.insert(taxonomy.term_id(code));
        }
    }
    found
}

fn add(found: &mut BTreeSet<String>, stemmer: &Stemmer, text: &str) {
    found.extend(words(text).iter().map(|word| stem(stemmer, word)));
}

async fn save_places(tx: &Tx, entries: &[Entry]) -> Result<(), DbError> {
    let rows = entries.iter().zip(0_i64..).map(|(entry, place)| {
        let card = serde_json::to_string(&entry.card).unwrap_or_default();
        [
            Value::Int(place),
            Value::Text(entry.offer.clone()),
            Value::Text(card),
        ]
    });
    save(
        tx,
        &store::SAVE_PLACES,
        &store::SAVE_PLACE,
        MANY,
        rows.collect(),
    )
    .await
}

async fn save_words(tx: &Tx, entries: &[Entry]) -> Result<(), DbError> {
    let mut counts: HashMap<&str, i64> = HashMap::new();
    for word in entries.iter().flat_map(|entry| &entry.words) {
        *counts.entry(word).or_default() += 1;
    }
    let mut terms: Vec<(&str, i64)> = counts.into_iter().collect();
    terms.sort_unstable();
    let numbers: HashMap<&str, i64> = terms.iter().map(|(term, _)| *term).zip(0..).collect();
    let rows = terms.iter().zip(0_i64..).map(|((term, places), id)| {
        [
            Value::Int(id),
            Value::Text((*term).to_string()),
            Value::Int(*places),
        ]
    });
    save(
        tx,
        &store::SAVE_TERMS,
        &store::SAVE_TERM,
        MANY_WORDS,
        rows.collect(),
    )
    .await?;
    let number = |word: &String| numbers.get(word.as_str()).copied();
    let mut rows: Vec<[i64; 3]> = entries
        .iter()
        .zip(0_i64..)
        .flat_map(|(entry, place)| {
            entry
                .words
                .iter()
                .filter_map(number)
                .map(move |term| [term, entry.spot, place])
        })
        .collect();
    // In the order of the key, which is the fastest way to fill a tree.
    rows.sort_unstable();
    for part in rows.chunks(100_000) {
        let values = part.iter().map(|row| row.map(Value::Int)).collect();
        save(
            tx,
            &store::SAVE_WORDS,
            &store::SAVE_WORD,
            MANY_WORDS,
            values,
        )
        .await?;
    }
    Ok(())
}

/// Writes rows, `size` at a time and the rest one by one.
async fn save(
    tx: &Tx,
    many: &Sql,
    one: &Sql,
    size: usize,
    rows: Vec<[Value; 3]>,
) -> Result<(), DbError> {
    let mut chunks = rows.chunks_exact(size);
    for chunk in chunks.by_ref() {
        tx.execute(many, &chunk.concat()).await?;
    }
    for row in chunks.remainder() {
        tx.execute(one, row).await?;
    }
    Ok(())
}
