//! Cards, badges, and the card for when there is nothing.

use askama::Template;
use askama::filters::HtmlSafe;

use super::html::html_safe;
use super::{Html, Illustration, Text};

/// How a badge feels. The words carry the meaning; the colour only helps.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// A plain fact.
    #[default]
    Plain,
    /// Open, ready, done.
    Good,
    /// Wait, soon, not verified.
    Wait,
    /// Closed, failed, urgent.
    Stop,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Tone::Plain => "",
            Tone::Good => " good",
            Tone::Wait => " wait",
            Tone::Stop => " stop",
        }
    }
}

/// One or two words about a state.
#[derive(Template, Clone)]
#[template(path = "badge/badge.html", whitespace = "minimize")]
pub struct Badge {
    text: Text,
    tone: Tone,
}
html_safe!(Badge);

impl Badge {
    /// A plain badge.
    pub fn new(text: impl Into<Text>) -> Self {
        Badge {
            text: text.into(),
            tone: Tone::Plain,
        }
    }

    /// With a feeling.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

/// One thing among others: an offer, a conversation, an article.
#[derive(Template)]
#[template(path = "card/card.html", whitespace = "minimize")]
pub struct Card {
    title: Text,
    /// 1 to 6; 3 unless told.
    level: u8,
    url: Option<String>,
    text: Option<Text>,
    badges: Vec<Badge>,
    facts: Vec<(Text, Text)>,
    body: Vec<Html>,
    actions: Vec<Html>,
    source: Option<Text>,
    hook: Option<Text>,
}
html_safe!(Card);

impl Card {
    /// A card with its name on it.
    pub fn new(title: impl Into<Text>) -> Self {
        Card {
            title: title.into(),
            level: 3,
            url: None,
            text: None,
            badges: Vec::new(),
            facts: Vec::new(),
            body: Vec::new(),
            actions: Vec::new(),
            source: None,
            hook: None,
        }
    }

    /// The level of its heading in the page, 2 to 4.
    #[must_use]
    pub fn level(mut self, level: u8) -> Self {
        self.level = level.clamp(2, 4);
        self
    }

    /// The title becomes a link, and the whole card its target.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// A few lines on what it is.
    #[must_use]
    pub fn text(mut self, text: impl Into<Text>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// A state, beside the others.
    #[must_use]
    pub fn badge(mut self, badge: Badge) -> Self {
        self.badges.push(badge);
        self
    }

    /// A line of the form *Price: free*.
    #[must_use]
    pub fn fact(mut self, label: impl Into<Text>, value: impl Into<Text>) -> Self {
        self.facts.push((label.into(), value.into()));
        self
    }

    /// Anything else, between the facts and the actions.
    #[must_use]
    pub fn body(mut self, component: &impl HtmlSafe) -> Self {
        self.body.push(Html::of(component));
        self
    }

    /// A button or link at the foot.
    #[must_use]
    pub fn action(mut self, component: &impl HtmlSafe) -> Self {
        self.actions.push(Html::of(component));
        self
    }

    /// Where this was read, and when.
    #[must_use]
    pub fn source(mut self, text: impl Into<Text>) -> Self {
        self.source = Some(text.into());
        self
    }

    /// A handle for script (`data-hook`).
    #[must_use]
    pub fn hook(mut self, name: impl Into<Text>) -> Self {
        self.hook = Some(name.into());
        self
    }
}

/// Says kindly that there is nothing here, and what to do instead.
#[derive(Template)]
#[template(path = "empty-state/empty-state.html", whitespace = "minimize")]
pub struct EmptyState {
    title: Text,
    text: Option<Text>,
    picture: Illustration,
    action: Option<Html>,
}
html_safe!(EmptyState);

impl EmptyState {
    /// What is missing, as a heading of level 2.
    pub fn new(title: impl Into<Text>) -> Self {
        EmptyState {
            title: title.into(),
            text: None,
            picture: Illustration::Quiet,
            action: None,
        }
    }

    /// Why, or what else helps.
    #[must_use]
    pub fn text(mut self, text: impl Into<Text>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// Another drawing.
    #[must_use]
    pub fn picture(mut self, picture: Illustration) -> Self {
        self.picture = picture;
        self
    }

    /// The way on.
    #[must_use]
    pub fn action(mut self, component: &impl HtmlSafe) -> Self {
        self.action = Some(Html::of(component));
        self
    }
}
