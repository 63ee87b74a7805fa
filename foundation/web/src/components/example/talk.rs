//! A conversation.

use askama::Template;
use askama::filters::HtmlSafe;
use languages::Lang;

use super::{Example, parts};
use crate::components::{Composer, Html, Mark, Message, QueuePlace};
use crate::words::Words;

/// A message never stands outside its list.
#[derive(Template)]
#[template(source = r#"<ol class="messages">{{ message }}</ol>"#, ext = "html")]
struct Messages {
    message: Html,
}

impl HtmlSafe for Messages {}

pub(super) fn examples(lang: Lang, w: Words) -> Vec<Example> {
    let message = |name, shown: Message<'_>| {
        let message = Html::of(&shown);
        Example::of("message", name, &Messages { message })
    };
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
        message(
            "note",
            Message::note(lang, w.example_arrived(), w.example_today()),
        ),
        message(
            "other",
            Message::other(
                lang,
                w.example_author(),
                w.example_answer(),
                w.example_today(),
            ),
        ),
        message(
            "own, sent, in another direction",
            Message::own(lang, "مرحبا، Hej, Привіт", w.example_today()).mark(Mark::Sent),
        ),
        message(
            "other, with an offer",
            Message::other(
                lang,
                w.example_author(),
                w.example_shared(),
                w.example_today(),
            )
            .card(&parts::offer(lang, w)),
        ),
        Example::of(
            "composer",
            "empty",
            &Composer::new(lang, "#example-composer", w.example_write()),
        ),
    ]
}
