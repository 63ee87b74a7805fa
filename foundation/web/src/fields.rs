//! `application/x-www-form-urlencoded`, read strictly.
//!
//! The usual readers put U+FFFD where the bytes are no UTF-8 and say nothing. Here a broken text
//! is an error that the person is told about, because half a word about a child is worse than a
//! question.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{self, DeserializeOwned, Deserializer, IntoDeserializer, Visitor};

/// A byte sequence that is not UTF-8.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BrokenText;

/// Names and values in the order they were sent; values are cleaned of what could only harm.
pub(crate) fn decode(bytes: &[u8]) -> Result<Vec<(String, String)>, BrokenText> {
    bytes
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = match pair.iter().position(|byte| *byte == b'=') {
                Some(at) => (&pair[..at], &pair[at + 1..]),
                None => (pair, &[][..]),
            };
            Ok((text(name)?, base::text::clean(&text(value)?)))
        })
        .collect()
}

fn text(encoded: &[u8]) -> Result<String, BrokenText> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded;
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'+', _) => bytes.push(b' '),
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high << 4 | low);
                    rest = after;
                }
                // As the URL standard has it: a percent sign that starts nothing is itself.
                _ => bytes.push(b'%'),
            },
            (byte, _) => bytes.push(*byte),
        }
    }
    String::from_utf8(bytes).map_err(|_| BrokenText)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

/// `text` for use in a query: everything but letters, digits and `-._~` as `%XX`.
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// Fills a form's struct. A field sent several times fills a `Vec`; of a single-valued one the
/// last counts.
pub(crate) fn fill<T: DeserializeOwned>(
    fields: &[(String, String)],
) -> Result<T, de::value::Error> {
    let mut grouped: BTreeMap<&str, Values> = BTreeMap::new();
    for (name, value) in fields {
        grouped.entry(name).or_default().0.push(value);
    }
    T::deserialize(MapDeserializer::new(grouped.into_iter()))
}

/// All values of one field.
#[derive(Default)]
struct Values<'a>(Vec<&'a str>);

impl<'a> Values<'a> {
    fn last(&self) -> &'a str {
        self.0.last().copied().unwrap_or_default()
    }
}

impl<'de> IntoDeserializer<'de, de::value::Error> for Values<'_> {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $kind:ty),+ $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
            let number: $kind = self.last().trim().parse().map_err(|_| {
                // Not the value itself: it may be what a person wrote, and errors get logged.
                de::Error::custom("a field that should hold a number does not")
            })?;
            visitor.$visit(number)
        }
    )+};
}

impl<'de> Deserializer<'de> for Values<'_> {
    type Error = de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_str(self.last())
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_seq(SeqDeserializer::new(self.0.into_iter()))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_bool(matches!(self.last(), "on" | "true" | "yes" | "1"))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        let chosen: de::value::StrDeserializer<'_, Self::Error> = self.last().into_deserializer();
        chosen.deserialize_enum(name, variants, visitor)
    }

    numbers! {
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16,
        deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64,
        deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64,
        deserialize_f64 visit_f64 f64,
    }

    serde::forward_to_deserialize_any! {
        f32 char str string bytes byte_buf unit unit_struct tuple tuple_struct map struct
        identifier ignored_any
    }
}

impl fmt::Debug for Values<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Values(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[test]
    fn what_people_write_comes_through_whole() {
        let fields = decode("text=jeg+har+det+sv%C3%A6rt+%F0%9F%98%A2&tom=&alene".as_bytes());
        let expected = [("text", "jeg har det svært 😢"), ("tom", ""), ("alene", "")];
        assert_eq!(
            fields,
            Ok(expected.map(|(a, b)| (a.into(), b.into())).to_vec())
        );
    }

    #[test]
    fn what_could_only_harm_is_taken_out() {
        let fields = decode("text=a%00b%E2%80%AEc%0D%0Ad".as_bytes()).expect("it is UTF-8");
        assert_eq!(fields[0].1, "abc\nd");
    }

    #[test]
    fn broken_text_is_not_guessed_at() {
        for broken in ["text=%FF", "text=%C3", "%C3%28=x", "text=%ED%A0%80"] {
            assert_eq!(decode(broken.as_bytes()), Err(BrokenText), "{broken}");
        }
        assert_eq!(
            decode("text=100%".as_bytes()).expect("a percent sign")[0].1,
            "100%"
        );
        assert_eq!(
            decode("text=%zz".as_bytes()).expect("a percent sign")[0].1,
            "%zz"
        );
    }

    #[test]
    fn encoding_and_decoding_are_opposites() {
        let text = "/da/find?q=børn & unge+%";
        let query = format!("next={}", encode(text));
        assert_eq!(decode(query.as_bytes()).expect("our own")[0].1, text);
    }

    #[derive(Deserialize, Debug, PartialEq, Default)]
    #[serde(default)]
    struct Search {
        postcode: String,
        need: Vec<String>,
        page: Option<u32>,
        free: bool,
    }

    #[test]
    fn a_form_fills_a_struct() {
        let fields = decode(b"need=a&postcode=1&postcode=8000&need=b&page=2&free=on&other=x");
        let search: Search = fill(&fields.expect("plain")).expect("it fits");
        let expected = Search {
            postcode: "8000".into(),
            need: vec!["a".into(), "b".into()],
            page: Some(2),
            free: true,
        };
        assert_eq!(search, expected);
        assert_eq!(
            fill::<Search>(&[]).expect("all has defaults"),
            Search::default()
        );
    }

    #[test]
    fn an_error_does_not_repeat_what_was_written() {
        let fields = [("page".to_owned(), "min hemmelighed".to_owned())];
        let error = fill::<Search>(&fields).expect_err("no number").to_string();
        assert!(!error.contains("hemmelighed"), "{error}");
    }
}
