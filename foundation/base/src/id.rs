//! One type per kind of id, so that a conversation's can never be passed for a person's.

/// What was wrong with an id that came from outside.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected an id like {kind}_ followed by 32 hexadecimal digits")]
pub struct IdError {
    /// The kind that was asked for, such as `conversation`.
    pub kind: &'static str,
}

/// Declares an id type over a UUID whose public form carries its kind:
/// `id! { /// One conversation. pub ConversationId, "conversation" }` reads and writes
/// `conversation_0190…` (32 lowercase hexadecimal digits).
#[macro_export]
macro_rules! id {
    ($(#[$doc:meta])* pub $name:ident, $kind:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name($crate::uuid::Uuid);

        impl $name {
            /// The word before the digits.
            pub const KIND: &'static str = $kind;

            /// A new id, ordered by time.
            pub fn new(clock: &$crate::Clock, entropy: &$crate::Entropy) -> Self {
                Self(entropy.uuid(clock.now()))
            }

            /// Takes a UUID read from the database.
            pub const fn from_uuid(uuid: $crate::uuid::Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID as the database keeps it.
            pub const fn uuid(self) -> $crate::uuid::Uuid {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($kind, "_{}"), self.0.simple())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::IdError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.strip_prefix(concat!($kind, "_"))
                    .filter(|digits| digits.len() == 32)
                    .and_then(|digits| $crate::uuid::Uuid::try_parse(digits).ok())
                    .map(Self)
                    .ok_or($crate::IdError { kind: $kind })
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate::{Clock, Entropy, Moment};

    crate::id! {
        /// A thing of this test.
        pub ThingId, "thing"
    }

    #[test]
    fn an_id_reads_back_what_it_wrote_and_nothing_else() {
        let id = ThingId::new(&Clock::fixed(Moment::default()), &Entropy::seeded(1));
        let text = id.to_string();
        assert_eq!(text.parse(), Ok(id));
        assert_eq!(ThingId::from_uuid(id.uuid()), id);
        assert!(text.starts_with(ThingId::KIND));
        for wrong in [
            "",
            "thing_",
            "case_0190",
            &text[1..],
            &format!("{text}0"),
            "thing_zz",
        ] {
            assert!(
                wrong.parse::<ThingId>().is_err(),
                "{wrong} was taken for an id"
            );
        }
    }
}
