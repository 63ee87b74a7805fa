//! Turns the messages in `languages/` into typed words.

fn main() {
    languages::build::words("languages");
}
