//! Turns `languages/*.ftl` into typed words.

fn main() {
    languages::build::words("languages");
}
