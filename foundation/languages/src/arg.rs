//! What is put into a message.

use std::borrow::Cow;

use fluent_bundle::FluentValue;

/// An argument of a message: a text as it is, or a whole number, which is written with the
/// language's marks (`1.234`) and chooses plurals. A number that is not a quantity (a year, a
/// postcode, a code) is passed as text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Arg {
    /// A text.
    Text(Cow<'static, str>),
    /// A quantity.
    Number(i64),
}

/// An argument by which some language chooses a plural, so that only a whole number will do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Count(pub i64);

impl From<Count> for Arg {
    fn from(count: Count) -> Self {
        Self::Number(count.0)
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone().into())
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned().into())
    }
}

impl From<&&str> for Arg {
    fn from(text: &&str) -> Self {
        Self::from(*text)
    }
}

impl From<char> for Arg {
    fn from(letter: char) -> Self {
        Self::Text(letter.to_string().into())
    }
}

impl From<Cow<'_, str>> for Arg {
    fn from(text: Cow<'_, str>) -> Self {
        Self::from(text.into_owned())
    }
}

/// Whole numbers, and references to them as a template's loop gives; beyond `i64` they stop at its ends.
macro_rules! numbers {
    ($($kind:ty)*) => { $(
        impl From<$kind> for Count {
            fn from(number: $kind) -> Self {
                Self(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
        impl From<&$kind> for Count {
            fn from(number: &$kind) -> Self {
                Self::from(*number)
            }
        }
        impl From<$kind> for Arg {
            fn from(number: $kind) -> Self {
                Count::from(number).into()
            }
        }
        impl From<&$kind> for Arg {
            fn from(number: &$kind) -> Self {
                Count::from(*number).into()
            }
        }
    )* };
}

numbers!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl From<Arg> for FluentValue<'static> {
    fn from(arg: Arg) -> Self {
        match arg {
            Arg::Text(text) => Self::String(text),
            Arg::Number(number) => Self::from(number),
        }
    }
}
