//! A form sent twice is one act.

use std::fmt;

use base::{Clock, Entropy};
use uuid::Uuid;

/// Drawn when a form is shown, sent along with it, and kept with what the form made: a second
/// send brings the same one, and the database's uniqueness makes it harmless.
///
/// In a page it prints its own hidden field, named `once`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Once(Uuid);

impl Once {
    /// The name of the form field.
    pub const FIELD: &'static str = "once";

    /// A new one for a form about to be shown.
    pub fn new(clock: &Clock, entropy: &Entropy) -> Self {
        Once(entropy.uuid(clock.now()))
    }

    /// The one that came with a form; `None` when it was left out or tampered with.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text)
            .ok()
            .filter(|id| !id.is_nil())
            .map(Once)
    }

    /// As the database keeps it.
    pub const fn uuid(self) -> Uuid {
        self.0
    }

    /// As the field's value says it.
    pub fn value(self) -> String {
        self.0.simple().to_string()
    }
}

impl fmt::Display for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.0.simple();
        write!(
            f,
            "<input type=\"hidden\" name=\"{}\" value=\"{id}\">",
            Self::FIELD
        )
    }
}

// Only hexadecimal digits are printed.
impl askama::filters::HtmlSafe for Once {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_form_carries_comes_back_the_same() {
        let once = Once::new(&Clock::system(), &Entropy::seeded(1));
        assert_eq!(Once::parse(&once.value()), Some(once));
        assert!(once.to_string().contains(&once.value()));
        for wrong in ["", "x", "00000000000000000000000000000000", "' or 1=1"] {
            assert_eq!(Once::parse(wrong), None);
        }
    }
}
