//! The brief of a simulation is two pages in every language: as favn-letters sets it, and as a
//! browser prints it. With each reform that comes with the program.

use std::path::Path;
use std::process::Command;

use e2e::House;

/// Those that come with the program, by file.
fn reforms() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../content/law/dk/reforms");
    let files = std::fs::read_dir(folder).expect("reforms");
    let names = files.map(|file| file.expect("a file").file_name());
    let names = names.map(|name| name.into_string().expect("a name"));
    let mut reforms: Vec<String> = names.filter(|name| name.ends_with(".rules")).collect();
    reforms.sort();
    reforms
}

fn pages(pdf: &Path) -> u32 {
    let about = Command::new("pdfinfo")
        .arg(pdf)
        .output()
        .expect("poppler-utils is installed: make tools-for-test");
    let about = String::from_utf8_lossy(&about.stdout);
    let said = about.lines().find_map(|line| line.strip_prefix("Pages:"));
    let said = said.unwrap_or_else(|| panic!("{} is no PDF: {about}", pdf.display()));
    said.trim().parse().expect("a number")
}

fn brief(lang: &str) {
    let house = House::new();
    let favn = house.demo();
    let reforms = reforms();
    assert!(reforms.len() >= 2, "{reforms:?}");
    house
        .errand("brief", &favn)
        .with("FAVN_LANG", lang)
        .with("FAVN_REFORMS", reforms.join(" "))
        .with("FAVN_BRIEFS", house.path().display().to_string())
        .run();
    for (number, reform) in reforms.iter().enumerate() {
        for how in ["set", "printed"] {
            let pdf = house.path().join(format!("{number}-{how}.pdf"));
            assert_eq!(pages(&pdf), 2, "{reform}, {how}");
        }
    }
}

e2e::in_each_language!(brief);
