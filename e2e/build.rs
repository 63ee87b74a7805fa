//! The languages are the folders of `content/languages`; what goes through all of them is one
//! test for each, so that they run beside one another.

use std::path::Path;
use std::{env, fs};

fn main() {
    let folder = Path::new("../content/languages");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut codes: Vec<String> = fs::read_dir(folder)
        .expect("content/languages can be read")
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    codes.sort_unstable();
    let tests: String = codes
        .iter()
        .map(|code| format!("#[test] fn in_{code}() {{ $act({code:?}) }}\n"))
        .collect();
    let text = format!(
        "/// One test for each language, which calls this function with its code.\n\
         #[macro_export]\n\
         macro_rules! in_each_language {{ ($act:path) => {{\n{tests}}}; }}\n"
    );
    let out = env::var("OUT_DIR").expect("cargo says where");
    fs::write(Path::new(&out).join("languages.rs"), text).expect("the list is written");
}
