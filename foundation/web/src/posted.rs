//! What came with a post: kept beside the request, so that a failure can show it again.

use std::fmt;
use std::sync::Arc;

/// The field in which a page carries along what it was told on the pages before. It is not for
/// reading: a failure passes it on unseen. And a form that is not believed gives it to nobody, for
/// the browser's "back" may send it again for whoever has the telephone next, when she has left.
pub(crate) const MEMORY: &str = "state";

/// The fields of a posted form. Its `Debug` shows nothing.
#[derive(Clone, Default)]
pub(crate) struct Posted(Arc<Vec<(String, String)>>);

impl Posted {
    pub(crate) fn new(fields: Vec<(String, String)>) -> Self {
        Posted(Arc::new(fields))
    }

    pub(crate) fn fields(&self) -> &[(String, String)] {
        &self.0
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find_map(|(field, value)| (field == name).then_some(value.as_str()))
    }

    /// Whether a field may hold what must not stand on a page: passwords and codes.
    pub(crate) fn has_secret(&self) -> bool {
        self.0.iter().any(|(name, _)| is_secret(name))
    }

    /// What the page carried along from the pages before.
    pub(crate) fn memory(&self) -> Option<&str> {
        self.get(MEMORY)
    }

    /// The fields that go along when the form is sent again, for all to see: all but the token and
    /// the page's [`MEMORY`].
    pub(crate) fn carried(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .filter(|(name, value)| {
                name != crate::token::FIELD && name != MEMORY && !value.is_empty()
            })
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl fmt::Debug for Posted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Posted(…)")
    }
}

fn is_secret(name: &str) -> bool {
    ["password", "code", "secret"]
        .iter()
        .any(|word| name.contains(word))
        && name != "postcode"
}

/// Whether a value is something a person wrote, rather than a choice or an id of the page.
pub(crate) fn is_prose(value: &str) -> bool {
    value.chars().any(char::is_whitespace) || value.chars().count() > 40
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_known_by_their_names() {
        for name in ["password", "new_password", "code", "one_time_code"] {
            assert!(is_secret(name), "{name}");
        }
        for name in ["postcode", "text", "once", "need"] {
            assert!(!is_secret(name), "{name}");
        }
    }

    #[test]
    fn prose_is_told_from_ids() {
        assert!(is_prose("jeg har det svært"));
        assert!(!is_prose("0190a1b2c3d4e5f60718293a4b5c6d7e") && !is_prose("8000"));
    }
}
