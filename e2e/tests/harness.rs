//! The harness itself: it must see what it is there to see.

use e2e::Errand;

#[test]
fn the_harness_finds_planted_faults() {
    let said = Errand::new("planted-faults").run();
    assert!(
        said.contains("found: colour, name, width, foreign request, unreachable control"),
        "{said}"
    );
}
