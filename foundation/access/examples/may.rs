//! What a decision costs: `cargo run --release -p access --example may`.
//!
//! Once asked of the policies each time, once as handlers ask, with decisions remembered.

use std::time::Instant;

use access::testing::{SETS, browser, house, member, sign_in};
use access::{Act, ConversationId, Role, Stage, Thing, routes};

#[expect(clippy::print_stdout, reason = "a measurement for people to read")]
#[tokio::main]
async fn main() {
    let lite = db::testing::sqlite(SETS).await;
    let house = house(&lite.db);
    let who = member(&house, "Mette", Role::Counsellor).await;
    let actor = sign_in(&house, &mut browser(&house, routes()), who).await;
    let conversation = |taken_by| Thing::Conversation {
        id: ConversationId::new(&house.clock, &house.entropy),
        stage: Stage::Taken,
        taken_by,
        glass_broken_by: Vec::new(),
    };
    let things: Vec<Thing> = (0..2_000).map(|_| conversation(Some(who))).collect();
    let allowed = |thing: &Thing| house.access.decide(&actor, Act::ReadConversation, thing);
    assert!(
        allowed(&things[0]) && !allowed(&conversation(None)),
        "the policies answer as they should"
    );

    let start = Instant::now();
    for thing in &things {
        assert!(house.access.decide(&actor, Act::ReadConversation, thing));
    }
    println!(
        "asked of the policies: {:.1} µs a decision",
        micros(start, things.len())
    );

    for thing in &things {
        assert!(house.may(&actor, Act::ReadConversation, thing).is_ok());
    }
    let start = Instant::now();
    for _ in 0..100 {
        for thing in &things {
            assert!(house.may(&actor, Act::ReadConversation, thing).is_ok());
        }
    }
    println!(
        "remembered: {:.2} µs a decision",
        micros(start, things.len() * 100)
    );
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn micros(start: Instant, times: usize) -> f64 {
    start.elapsed().as_secs_f64() * 1e6 / times as f64
}
