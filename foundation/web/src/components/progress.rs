//! How far along: steps of an errand, a place in the queue.

use askama::Template;
use languages::Lang;

use super::html::html_safe;
use super::{Illustration, Text};
use crate::words::Words;

/// Which step of how many, above the heading of an errand in several pages.
#[derive(Template)]
#[template(path = "steps/steps.html", whitespace = "minimize")]
pub struct Steps {
    w: Words,
    step: u32,
    steps: u32,
    name: Option<Text>,
}
html_safe!(Steps);

impl Steps {
    /// Step `step` (from 1) of `steps`.
    pub fn new(lang: Lang, step: u32, steps: u32) -> Self {
        Steps {
            w: Words::of(lang),
            step,
            steps,
            name: None,
        }
    }

    /// What the step is called.
    #[must_use]
    pub fn name(mut self, name: impl Into<Text>) -> Self {
        self.name = Some(name.into());
        self
    }

    fn place(&self) -> String {
        self.w.steps_place(self.step, self.steps)
    }

    fn dots(&self) -> impl Iterator<Item = &'static str> + use<> {
        let step = self.step;
        (1..=self.steps.min(12)).map(move |dot| if dot <= step { "done" } else { "ahead" })
    }
}

/// The place in the queue, said calmly. Live: the words change as the queue moves.
#[derive(Template)]
#[template(path = "queue-place/queue-place.html", whitespace = "minimize")]
pub struct QueuePlace {
    w: Words,
    place: u32,
    wait: Option<Text>,
    picture: Illustration,
}
html_safe!(QueuePlace);

impl QueuePlace {
    /// Number `place` in the queue; 1 is next.
    pub fn new(lang: Lang, place: u32) -> Self {
        QueuePlace {
            w: Words::of(lang),
            place,
            wait: None,
            picture: Illustration::Waiting,
        }
    }

    /// How long it usually takes, as a sentence.
    #[must_use]
    pub fn wait(mut self, sentence: impl Into<Text>) -> Self {
        self.wait = Some(sentence.into());
        self
    }

    fn says(&self) -> String {
        match self.place {
            0 | 1 => self.w.queue_next().to_owned(),
            place => self.w.queue_place(place),
        }
    }
}
