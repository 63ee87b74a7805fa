//! Turns `languages/*.ftl` into the typed words of this crate.

fn main() {
    languages::build::words("languages");
}
