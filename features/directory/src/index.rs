//! Builds the search index from the directory: which words stand in which offers, and where those
//! are. Everything is built anew in the transaction of the import, so readers see the old index
//! or the new one and never a mixture. Only what everybody may see goes in.

use std::collections::{BTreeMap, BTreeSet};

use base::{Clock, Entropy};
use db::{Db, DbError, Query, Sql, Tx, Value, params};
use roaring::RoaringBitmap;
use rust_stemmers::Stemmer;
use uuid::Uuid;

use crate::atlas::{FORM, Placed, Places, set_bytes};
use crate::card::OfferCard;
use crate::offer::{Offer, offers};
use crate::place::Place;
use crate::spot::{NATIONWIDE, UNPLACED, spot};
use crate::stem::{danish, stem, words};
use crate::store::{self, MANY};
use crate::vocabulary::{self, Taxonomy};

/// The word that every offer has.
pub(crate) const EVERY: &str = "*";

/// One offer at one place, on its way into the index.
struct Entry {
    offer: String,
    card: OfferCard,
    spot: i64,
    words: Words,
}

/// The words of an offer, in order: anywhere, and those that it is named or sorted by.
#[derive(Clone, Default)]
struct Words {
    anywhere: BTreeSet<String>,
    named: BTreeSet<String>,
}

/// Builds the index if there is none in the form that this program reads: after the migrations
/// of a newer version. Called at every start.
///
/// # Errors
/// The database's.
pub async fn ready(db: &Db, entropy: &Entropy) -> Result<(), DbError> {
    let built = db.first::<(Uuid,)>(&store::BUILD, params![FORM]).await?;
    let (services,): (i64,) = db.one(&store::COUNT_SERVICES, &[]).await?;
    if built.is_none() && services > 0 {
        db.transaction(|tx| async move { rebuild(&tx, entropy).await })
            .await?;
    }
    Ok(())
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
    let places = placed(&entries);
    // First, so that of two nodes that build at once one waits for the other. Two builds never
    // share an id, whatever the clock says.
    let build = entropy.uuid(Clock::system().now());
    let bytes = places.to_bytes();
    tx.execute(&store::SAVE_BUILD, params![build, FORM, bytes])
        .await?;
    tx.execute(&store::CLEAR_WORDS, &[]).await?;
    tx.execute(&store::CLEAR_PLACES, &[]).await?;
    save_places(tx, &entries).await?;
    save_words(tx, &entries, &places).await?;
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
            let texts = [
                place.name.as_str(),
                place.municipality.map_or("", |m| &m.name),
                place.address().map_or("", |a| a.town()),
            ];
            for text in texts {
                add(&mut words.anywhere, stemmer, text);
            }
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

fn common_words(offer: &Offer, stemmer: &Stemmer) -> Words {
    let mut named = BTreeSet::new();
    for text in [&offer.name, &offer.organization, &offer.organization_other] {
        add(&mut named, stemmer, text);
    }
    let sorted: [(&Taxonomy, &[&str]); 4] = [
        (&vocabulary::NEED, &offer.needs),
        (&vocabulary::KIND, &offer.kinds),
        (&vocabulary::AUDIENCE, &offer.audience),
        (&vocabulary::CHANNEL, &offer.channels),
    ];
    for (taxonomy, codes) in sorted {
        for code in codes {
            add(&mut named, stemmer, taxonomy.words(code));
            named.insert(taxonomy.term_id(code));
        }
    }
    let mut anywhere = named.clone();
    anywhere.insert(EVERY.to_string());
    add(&mut anywhere, stemmer, &offer.description);
    add(&mut anywhere, stemmer, &offer.eligibility);
    Words { anywhere, named }
}

fn add(found: &mut BTreeSet<String>, stemmer: &Stemmer, text: &str) {
    found.extend(words(text).iter().map(|word| stem(stemmer, word)));
}

async fn save_places(tx: &Tx, entries: &[Entry]) -> Result<(), DbError> {
    let rows = entries.iter().zip(0_i64..).map(|(entry, place)| {
        let card = entry.card.written();
        [
            Value::Int(place),
            Value::Text(entry.offer.clone()),
            Value::Text(card),
        ]
    });
    save(tx, &store::SAVE_PLACES, &store::SAVE_PLACE, rows.collect()).await
}

/// Every entry in the order of spots. An offer is known by the number of its first place.
fn placed(entries: &[Entry]) -> Places {
    let mut first: (&str, u32) = ("", 0);
    let mut places: Vec<Placed> = Vec::with_capacity(entries.len());
    for (entry, number) in entries.iter().zip(0..) {
        if entry.offer != first.0 {
            first = (&entry.offer, number);
        }
        places.push(Placed {
            spot: entry.spot,
            number,
            offer: first.1,
        });
    }
    places.sort_unstable();
    Places(places)
}

async fn save_words(tx: &Tx, entries: &[Entry], places: &Places) -> Result<(), DbError> {
    let mut sets: BTreeMap<&str, [RoaringBitmap; 2]> = BTreeMap::new();
    for (place, position) in places.0.iter().zip(0..) {
        let Some(entry) = entries.get(place.number as usize) else {
            continue;
        };
        for (at, words) in [&entry.words.anywhere, &entry.words.named]
            .into_iter()
            .enumerate()
        {
            for word in words {
                if let Some(set) = sets.entry(word).or_default().get_mut(at) {
                    set.insert(position);
                }
            }
        }
    }
    // Without runs of numbers: unions with those cost more than they save.
    let rows = sets.iter().map(|(term, [places, named])| {
        [
            Value::Text((*term).to_string()),
            Value::Bytes(set_bytes(places)),
            Value::Bytes(set_bytes(named)),
        ]
    });
    save(tx, &store::SAVE_WORDS, &store::SAVE_WORD, rows.collect()).await
}

/// Writes rows, many at a time and the rest one by one.
async fn save(tx: &Tx, many: &Sql, one: &Sql, rows: Vec<[Value; 3]>) -> Result<(), DbError> {
    let mut chunks = rows.chunks_exact(MANY);
    for chunk in chunks.by_ref() {
        tx.execute(many, &chunk.concat()).await?;
    }
    for row in chunks.remainder() {
        tx.execute(one, row).await?;
    }
    Ok(())
}
