//! A conversation.

use languages::Lang;

use super::{Example, parts};
use crate::components::{Composer, Mark, Message, QueuePlace};
use crate::words::Words;

pub(super) fn examples(lang: Lang, w: Words) -> Vec<Example> {
    let message = |name, shown: Message<'_>| Example::of("message", name, &shown);
    vec![
        Example::of(
            "queue-place",
            "third",
            &QueuePlace::new(lang, 3).wait(w.example_wait()),
        ),
        message(
            "own, seen",
            Message::own(lang, w.example_story_value(), w.example_today()).mark(Mark::Seen),
        ),
        message("note", Message::note(lang, w.example_arrived(), w.example_today())),
        message(
            "other",
            Message::other(lang, w.example_author(), w.example_answer(), w.example_today()),
        ),
        message(
            "own, sent, in another direction",
            Message::own(lang, "مرحبا، Hej, Привіт", w.example_today()).mark(Mark::Sent),
        ),
        message(
            "other, with an offer",
            Message::other(lang, w.example_author(), w.example_shared(), w.example_today())
                .card(&parts::offer(lang, w)),
        ),
        Example::of(
            "composer",
            "empty",
            &Composer::new(lang, "#example-composer", w.example_write()),
        ),
    ]
}
