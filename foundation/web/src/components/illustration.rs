//! Our own drawings, inline, in the colours of the page.

use std::fmt;

use askama::filters::HtmlSafe;

/// A drawing. Drawings say nothing that the words beside them do not, so screen readers pass
/// them by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Illustration {
    /// The mark of Favn: somebody holding somebody.
    Logo,
    /// Two people close together; the front door.
    Embrace,
    /// A lamp in a window; somebody is on the way.
    Waiting,
    /// A house by a path; help near you.
    Near,
    /// A cup that steams; there is nothing here.
    Quiet,
    /// Moon over roofs; closed for the night.
    Night,
    /// A note with a ribbon; something to keep.
    Keep,
}

impl Illustration {
    /// Every drawing, with its name.
    pub const ALL: [(&'static str, Illustration); 7] = [
        ("logo", Illustration::Logo),
        ("embrace", Illustration::Embrace),
        ("waiting", Illustration::Waiting),
        ("near", Illustration::Near),
        ("quiet", Illustration::Quiet),
        ("night", Illustration::Night),
        ("keep", Illustration::Keep),
    ];

    fn svg(self) -> &'static str {
        match self {
            Illustration::Logo => include_str!("../../components/illustrations/logo.svg"),
            Illustration::Embrace => include_str!("../../components/illustrations/embrace.svg"),
            Illustration::Waiting => include_str!("../../components/illustrations/waiting.svg"),
            Illustration::Near => include_str!("../../components/illustrations/near.svg"),
            Illustration::Quiet => include_str!("../../components/illustrations/quiet.svg"),
            Illustration::Night => include_str!("../../components/illustrations/night.svg"),
            Illustration::Keep => include_str!("../../components/illustrations/keep.svg"),
        }
    }
}

impl fmt::Display for Illustration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.svg().trim_end())
    }
}

impl HtmlSafe for Illustration {}
