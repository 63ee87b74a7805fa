//! Every message is said somewhere.

#[test]
fn no_message_is_left_over() {
    languages::testing::unused("languages", &["src", "pages"]);
}
