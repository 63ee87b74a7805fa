//! Whatever family asks, whatever day: rules give one answer in every way of running, or refuse
//! in every way. The rules are those of Denmark and a few that use the whole language; families
//! begin as those of the worked examples.
#![no_main]

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use rules::examples::{self, Example};
use rules::{Moment, RuleSet, Source, day, load};
use rules_fuzz::{Bytes, Day, agree, drawn, family};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../content/law/dk");
const SMALL: &str = include_str!("../seeds/whole_language.rules");
/// Days kept ready.
const DAYS: usize = 128;

static LAWS: LazyLock<[(RuleSet, Vec<Example>); 2]> = LazyLock::new(|| {
    let small = Source {
        name: "small.rules".to_owned(),
        text: SMALL.to_owned(),
    };
    let small = load(vec![small]).unwrap_or_else(|wrong| panic!("{wrong}"));
    let danish = load(files("rules")).unwrap_or_else(|wrong| panic!("{wrong}"));
    let worked = files("examples");
    let worked = worked
        .iter()
        .flat_map(|source| examples::read(&danish, 0, source).0);
    let worked = worked.collect();
    [(danish, worked), (small, Vec::new())]
});

thread_local! {
    static READY: RefCell<HashMap<(bool, Moment), Rc<Day>>> = RefCell::default();
}

/// The acts' files with that ending, in order of their names.
fn files(ending: &str) -> Vec<Source> {
    let folder = Path::new(FOLDER).read_dir().expect("the law is there");
    let paths = folder.map(|entry| entry.expect("a file").path());
    let mut paths: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|end| end == ending))
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| Source {
        name: path.to_string_lossy().into_owned(),
        text: std::fs::read_to_string(path).expect("text"),
    };
    paths.iter().map(read).collect()
}

fn ready(rules: &RuleSet, is_small: bool, moment: Moment) -> Rc<Day> {
    READY.with_borrow_mut(|days| {
        if let Some(day) = days.get(&(is_small, moment)) {
            return Rc::clone(day);
        }
        if days.len() >= DAYS {
            days.clear();
        }
        let day = Day::of(rules, moment).unwrap_or_else(|wrong| panic!("{moment:?}: {wrong:?}"));
        let day = Rc::new(day);
        days.insert((is_small, moment), Rc::clone(&day));
        day
    })
}

fuzz_target!(|data: &[u8]| {
    let mut bytes = Bytes(data);
    let choices = bytes.byte();
    let is_small = choices & 3 == 3;
    let (rules, worked) = &LAWS[usize::from(is_small)];
    let example = match choices & 4 {
        0 => worked.get(bytes.place(worked.len())),
        _ => None,
    };
    let week = bytes.byte();
    let (on, known) = match example {
        Some(example) if week == 0 => (example.moment.on, example.moment.known),
        // Five years around the days that the acts cover.
        _ => {
            let on = day::number(2023, 7, 1) + 28 * i64::from(week % 64);
            (on, if choices & 24 == 0 { on } else { i64::MAX })
        }
    };
    let day = ready(rules, is_small, Moment { on, known });
    let told = family(
        rules,
        example.map(|example| &example.family),
        on,
        &mut bytes,
    );
    agree(rules, &day, &told, &mut Bytes(&drawn(data, 4_096)));
});
