//! For the build scripts of crates that speak.

use crate::Lang;
use crate::generate::{self, Tongue};

/// Generates `words.rs` in `OUT_DIR` from `<dir>/<code>.ftl` of every language, or stops the build
/// with the file, the key and the mend of each problem. A whole build script is
/// `fn main() { languages::build::words("languages") }`.
///
/// A change in `content/languages` rebuilds this crate and with it every such script, so only
/// `dir` is watched here.
pub fn words(dir: &str) {
    let tongues: Vec<Tongue> = Lang::all().map(tongue).collect();
    generate::run(dir, &tongues);
}

pub(crate) fn tongue(lang: Lang) -> Tongue {
    Tongue {
        code: lang.code().to_owned(),
        isolated: lang.right_to_left(),
    }
}
