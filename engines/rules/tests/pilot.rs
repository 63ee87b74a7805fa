//! The language on real acts.
use rules::{Moment, Source, load, lower};

#[test]
fn danish_acts_load_and_lower() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/law/dk");
    let mut sources: Vec<Source> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "rules"))
        .map(|path| Source {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            text: std::fs::read_to_string(&path).unwrap(),
        })
        .collect();
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    let rules = load(sources).unwrap_or_else(|wrong| panic!("{wrong}"));
    let on = rules::day::number(2026, 3, 1);
    let ready = lower(&rules, Moment { on, known: on }).unwrap_or_else(|wrong| {
        panic!(
            "{}",
            wrong
                .iter()
                .map(|p| p.told(&rules.sources))
                .collect::<String>()
        )
    });
    for step in &ready.program.steps {
        eprintln!("{step:?}");
    }
    for output in &ready.program.outputs {
        eprintln!("{output:?}");
    }
    eprintln!("{:?}", ready.standings);
}
