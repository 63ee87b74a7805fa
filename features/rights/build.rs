//! The law goes into the program: every file of `content/law/dk`, by name, and its worked examples.
//! And turns `languages/*.ftl` into typed words.

use std::fmt::Write as _;
use std::path::Path;

fn main() {
    languages::build::words("languages");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/law/dk");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("content/law/dk is there")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".rules") || name.ends_with(".examples"))
        .collect();
    names.sort();
    let mut code = String::from("&[\n");
    for name in names {
        let path = folder.join(&name);
        println!("cargo::rerun-if-changed={}", path.display());
        writeln!(code, "    ({name:?}, include_str!({:?})),", path.display())
            .expect("a String takes all");
    }
    code.push_str("]\n");
    let out = std::env::var("OUT_DIR").expect("cargo sets it");
    std::fs::write(Path::new(&out).join("law.rs"), code).expect("the build folder can be written");
}
