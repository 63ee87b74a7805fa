//! Makes typed words of `languages/`.

fn main() {
    languages::build::words("languages");
}
