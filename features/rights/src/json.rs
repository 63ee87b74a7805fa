//! JSON, written straight into bytes, and read so that nothing said twice goes unseen.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::facts::Wrong;

/// The members of an object, on their way into bytes.
pub(crate) struct Members<'a> {
    out: &'a mut Vec<u8>,
    any: bool,
}

/// Writes an object.
pub(crate) fn object(out: &mut Vec<u8>, fill: impl FnOnce(&mut Members<'_>)) {
    out.push(b'{');
    fill(&mut Members {
        out: &mut *out,
        any: false,
    });
    out.push(b'}');
}

/// Members without their braces, to be put into objects later.
pub(crate) fn members(fill: impl FnOnce(&mut Members<'_>)) -> Box<[u8]> {
    let mut out = Vec::new();
    fill(&mut Members {
        out: &mut out,
        any: false,
    });
    out.into()
}

/// Writes a list.
pub(crate) fn list<T>(
    out: &mut Vec<u8>,
    items: impl IntoIterator<Item = T>,
    mut each: impl FnMut(&mut Vec<u8>, T),
) {
    out.push(b'[');
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        each(&mut *out, item);
    }
    out.push(b']');
}

/// Writes a value.
pub(crate) fn value(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    let before = out.len();
    // Memory takes all, and no value here has names that are not text.
    if serde_json::to_writer(&mut *out, value).is_err() {
        out.truncate(before);
        out.extend_from_slice(b"null");
    }
}

impl Members<'_> {
    /// A member. Its name is one of ours, with nothing in it to escape.
    pub(crate) fn put(&mut self, name: &'static str, what: impl Serialize) {
        value(self.name(name), &what);
    }

    /// A member whose value is written by `write`.
    pub(crate) fn part(&mut self, name: &'static str, write: impl FnOnce(&mut Vec<u8>)) {
        write(self.name(name));
    }

    /// The same under a name made of what others wrote.
    pub(crate) fn keyed(&mut self, name: &str, write: impl FnOnce(&mut Vec<u8>)) {
        self.comma();
        value(self.out, name);
        self.out.push(b':');
        write(self.out);
    }

    /// Members that were written before.
    pub(crate) fn written(&mut self, members: &[u8]) {
        if !members.is_empty() {
            self.comma();
            self.out.extend_from_slice(members);
        }
    }

    fn name(&mut self, name: &'static str) -> &mut Vec<u8> {
        self.comma();
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
        self.out
    }

    fn comma(&mut self) {
        if self.any {
            self.out.push(b',');
        }
        self.any = true;
    }
}

/// A name as JSON pointers write it.
pub(crate) fn escaped(name: &str) -> Cow<'_, str> {
    if name.contains(['~', '/']) {
        name.replace('~', "~0").replace('/', "~1").into()
    } else {
        name.into()
    }
}

/// Reads one value, and every name that stands twice in its object: which of the two is meant,
/// nobody knows.
///
/// # Errors
/// It is no JSON, or nested more than 127 deep.
pub(crate) fn read(bytes: &[u8]) -> serde_json::Result<(Value, Vec<Wrong>)> {
    let (mut at, mut twice) = (String::new(), Vec::new());
    let mut from = serde_json::Deserializer::from_slice(bytes);
    let reading = Reading {
        at: &mut at,
        twice: &mut twice,
    };
    let value = reading.deserialize(&mut from)?;
    from.end()?;
    Ok((value, twice))
}

struct Reading<'a> {
    at: &'a mut String,
    twice: &'a mut Vec<Wrong>,
}

impl Reading<'_> {
    fn within(&mut self) -> Reading<'_> {
        Reading {
            at: self.at,
            twice: self.twice,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Reading<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reading<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Value, E> {
        Ok(Value::Bool(yes))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<Value, A::Error> {
        let (mut list, here) = (Vec::new(), self.at.len());
        loop {
            let _ = fmt::Write::write_fmt(self.at, format_args!("/{}", list.len()));
            let one = seq.next_element_seed(self.within())?;
            self.at.truncate(here);
            match one {
                Some(one) => list.push(one),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Value, A::Error> {
        let (mut object, here) = (Map::new(), self.at.len());
        while let Some(name) = map.next_key::<String>()? {
            self.at.push('/');
            self.at.push_str(&escaped(&name));
            if object.contains_key(&name) {
                Wrong::add(self.twice, || Wrong {
                    at: self.at.clone(),
                    message: "this name stands twice in its object".into(),
                    hint: "say it once".into(),
                });
            }
            let one = map.next_value_seed(self.within())?;
            self.at.truncate(here);
            object.insert(name, one);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn objects_are_written_as_others_read_them() {
        let mut out = Vec::new();
        let before = members(|known| {
            known.put("a", "æ\"\u{202e}");
            known.put("b", None::<u8>);
        });
        object(&mut out, |all| {
            all.written(&[]);
            all.written(&before);
            all.part("c", |out| list(out, [1, 2], |out, n| value(out, &n)));
            all.part("d", |out| object(out, |_| {}));
        });
        let read: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(
            read,
            json!({ "a": "æ\"\u{202e}", "b": null, "c": [1, 2], "d": {} })
        );
    }

    #[test]
    fn it_reads_as_everybody_does_and_names_what_stands_twice() {
        let text = r#"{"a":[1,-2,3.5,true,null,"x",{"b/c":1,"b/c":2}],"d":{},"a":1}"#;
        let (value, twice) = read(text.as_bytes()).unwrap();
        assert_eq!(value, serde_json::from_str::<Value>(text).unwrap());
        let places: Vec<&str> = twice.iter().map(|one| one.at.as_str()).collect();
        assert_eq!(places, ["/a/6/b~1c", "/a"]);
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in [
            "",
            "{",
            "NaN",
            "1e999",
            "{} {}",
            "[1,]",
            "\u{feff}{}",
            "{a:1}",
        ] {
            assert!(read(text.as_bytes()).is_err(), "{text}");
        }
        assert!(read(b"\"\xff\"").is_err());
        assert!(read("[".repeat(100_000).as_bytes()).is_err());
        let deep = ["[".repeat(200), "]".repeat(200)].concat();
        assert!(read(deep.as_bytes()).is_err());
    }
}
