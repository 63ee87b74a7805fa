//! The migrations on disk are those the program runs: a file that is not listed would be ignored
//! without a word.

use std::collections::BTreeSet;
use std::path::Path;

fn names(folder: &Path) -> BTreeSet<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        panic!("{} is missing", folder.display())
    };
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names
        .map(|name| {
            name.strip_suffix(".sql")
                .unwrap_or_else(|| panic!("{name} is no SQL"))
                .to_owned()
        })
        .collect()
}

#[test]
fn every_migration_has_its_twin_and_is_run() {
    let sets = [&[db::keys::MIGRATIONS][..], app::doors::MIGRATIONS].concat();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for folder in [
        "foundation/db",
        "foundation/access",
        "features/directory",
        "features/helpline",
    ] {
        let (sqlite, postgres) = (
            names(&root.join(folder).join("migrations/sqlite")),
            names(&root.join(folder).join("migrations/postgres")),
        );
        assert_eq!(
            sqlite, postgres,
            "{folder}: one engine has what the other lacks"
        );
        let features: &[&str] = match folder {
            "foundation/db" => &["keys", "jobs"],
            folder => &[folder.rsplit('/').next().unwrap()],
        };
        let steps = sets
            .iter()
            .filter(|set| features.contains(&set.feature))
            .flat_map(|set| set.steps);
        let run: BTreeSet<String> = steps.map(|step| step.name.to_owned()).collect();
        assert_eq!(
            sqlite, run,
            "{folder}: a migration on disk is not in db::migrations!, or one there has no file"
        );
    }
}
