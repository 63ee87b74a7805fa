//! The same version, days and facts give the same answer forever. A small law of this test's own,
//! asked once: when the snapshot changes and this law has not, the engine or the answer has, and
//! `ANSWERS` in `src/book.rs` goes up by one. The version in the snapshot changes with it.

use rights::{Asked, Book, answer};
use rules::Source;
use serde_json::json;

const LAW: &str = r#"
law proeve
  da "Prøvelov" en "A law to try"
  act "LBK nr 1 af 01/01/2020"
  covers 2020-01-01 to 2026-12-31
  unverified da "opdigtet" en "made up"

entity family many families
  da "familien" en "the family"

entity child many children in family
  da "barnet" en "the child"

fact child.born: date
  da "Fødselsdag" en "Day of birth"
  ask da "Hvornår?" en "When?"
  why da "Alder." en "Age."

fact family.indkomst: kr per year between 0 and 1_000_000
  da "Indkomst" en "Income"
  ask da "Hvor meget?" en "How much?"
  why da "Nedsættelse." en "Reduction."
  assumed 0

parameter sats: kr per year
  da "Satsen" en "The rate"
  cites "§ 1"
  2020-01-01: 1_000 source "§ 1" confidence high
  2026-01-01: 1_200 source "§ 1" known 2025-12-01 confidence low
  2026-01-01: 1_100 source "§ 1, rettet" known 2026-02-01 confidence high

table trin: kr per year to number
  da "Trin" en "Steps" cites "§ 2"
  from 2020-01-01 source "§ 2" confidence medium
    below: 100%
    500_000: 50%

benefit family.tilskud: kr per year
  da "Tilskud" en "Allowance" cites "§ 1"
  requires boern: any(children where age(born) < 18)
    da "Der er et barn under 18" en "There is a child under 18" cites "§ 3"
  from 2020-01-01
    gives round down (sats * count(children where age(born) < 18) * table trin(indkomst) / 7) to 1 kr cites "§ 4"
"#;

fn asked(more: serde_json::Value) -> String {
    let mut asked = json!({ "on": "2026-03-01", "known": "2026-03-01", "language": "en",
        "family": { "indkomst": 600_000, "children": [{ "born": "2020-05-05" }, { "born": "2000-01-01" }] } });
    for (name, value) in more.as_object().into_iter().flatten() {
        asked[name] = value.clone();
    }
    let name = "proeve.rules".into();
    let text = LAW.into();
    let book = Book::of([Source { name, text }]).unwrap();
    let asked = Asked::of(asked).unwrap();
    let answer = answer(&book, &asked, 0).unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&answer).unwrap();
    format!("{answer:#}")
}

#[test]
fn the_same_question_has_the_same_answer_forever() {
    insta::assert_snapshot!("certain", asked(json!({ "reasons": true })));
    let known = json!({ "known": "2026-01-15", "language": "da" });
    insta::assert_snapshot!("as_it_was_known_before", asked(known));
    let open = json!({ "assume": false, "question": true, "reasons": true, "all": true,
        "family": { "children": [{}, { "born": "2020-05-05" }] } });
    insta::assert_snapshot!("open", asked(open));
}
