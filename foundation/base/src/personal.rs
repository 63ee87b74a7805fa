//! What a person wrote or said. It can be used, but not logged by accident.

use std::fmt;

/// A value about a person. Its `Debug` and `Display` show nothing, so no log, error or panic can.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Personal<T>(T);

impl<T> Personal<T> {
    /// Takes the value in.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself, at the one place that shows or seals it.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// Gives the value up.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> From<T> for Personal<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Personal(…)")
    }
}

impl<T> fmt::Display for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_debug_nor_display_shows_what_was_written() {
        let words = Personal::new("jeg har det svært".to_string());
        let shown = format!("{words:?} {words} {:?}", Some(&words));
        assert!(!shown.contains("svært"));
        assert_eq!(words.expose(), "jeg har det svært");
    }
}
