//! The messages that take arguments, at run time.

use std::convert::Infallible;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::memoizer::MemoizerKind;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use intl_memoizer::Memoizable;
use intl_memoizer::concurrent::IntlLangMemoizer;
use unic_langid::LanguageIdentifier;

use crate::{Arg, Lang};

/// A crate's messages in every language; the generated `Words` speaks through it.
pub struct Messages(Vec<FluentBundle<FluentResource>>);

impl Messages {
    /// From the texts of the `.ftl` files in the order of [`Lang::all`], which the build has
    /// checked, each with whether arguments are wrapped in isolation marks (U+2068, U+2069).
    pub fn new(texts: &[(&str, bool); Lang::COUNT]) -> Self {
        Self(
            Lang::all()
                .map(|lang| bundle(lang, lang.pick(texts)))
                .collect(),
        )
    }

    /// The message in `lang` with its arguments; the bare key if there were no such message,
    /// which the generated code rules out.
    pub fn say<const N: usize>(
        &self,
        lang: Lang,
        key: &'static str,
        args: [(&'static str, Arg); N],
    ) -> String {
        let found = self.0.get(lang.index()).and_then(|bundle| {
            let pattern = bundle.get_message(key)?.value()?;
            Some((bundle, pattern))
        });
        let Some((bundle, pattern)) = found else {
            return key.to_owned();
        };
        let args: FluentArgs<'_> = args.into_iter().collect();
        bundle
            .format_pattern(pattern, Some(&args), &mut Vec::new())
            .into_owned()
    }
}

fn bundle(lang: Lang, (text, isolated): (&str, bool)) -> FluentBundle<FluentResource> {
    let locale: LanguageIdentifier = lang.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    bundle.set_use_isolating(isolated);
    bundle.set_formatter(Some(number));
    let resource =
        FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

/// Writes a number with its language's marks. Fluent asks a bare function, so the language comes
/// by way of the bundle's memoizer.
fn number(value: &FluentValue<'_>, memoizer: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    // Exact: arguments are whole, and beyond 2^53 nobody counts.
    let whole = number.value as i64;
    memoizer
        .with_try_get_threadsafe::<Speaker, _, _>((), |speaker| speaker.0.number(whole))
        .ok()
}

/// The language of a bundle.
struct Speaker(Lang);

impl Memoizable for Speaker {
    type Args = ();
    type Error = Infallible;

    fn construct(locale: LanguageIdentifier, (): ()) -> Result<Self, Infallible> {
        Ok(Self(
            Lang::from_code(locale.language.as_str()).unwrap_or_default(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Count;

    const TEXT: &str = "\
children = { $count ->
    [zero] zero
    [one] one
    [two] two
    [few] few
    [many] many
   *[other] other
} { $count }
card = { $name } / { $day }
";

    fn said(code: &str, key: &'static str, args: [(&'static str, Arg); 1]) -> String {
        let lang = Lang::from_code(code).expect("a language of this house");
        Messages::new(&[(TEXT, false); Lang::COUNT]).say(lang, key, args)
    }

    fn counted(code: &str, counts: &[i64]) -> Vec<String> {
        counts
            .iter()
            .map(|count| said(code, "children", [("count", Count(*count).into())]))
            .collect()
    }

    #[test]
    fn arabic_has_six_plurals() {
        assert_eq!(
            counted("ar", &[0, 1, 2, 3, 10, 11, 99, 100, 102]),
            [
                "zero 0",
                "one 1",
                "two 2",
                "few 3",
                "few 10",
                "many 11",
                "many 99",
                "other 100",
                "other 102"
            ]
        );
    }

    #[test]
    fn ukrainian_has_three_and_danish_two() {
        assert_eq!(
            counted("uk", &[1, 2, 5, 11, 21, 22, 25]),
            [
                "one 1", "few 2", "many 5", "many 11", "one 21", "few 22", "many 25"
            ]
        );
        assert_eq!(counted("da", &[0, 1, 2]), ["other 0", "one 1", "other 2"]);
    }

    #[test]
    fn numbers_are_written_with_the_marks_of_the_language() {
        let written = |code| counted(code, &[1_234_567]).concat();
        assert!(written("da").ends_with(" 1.234.567"));
        assert!(written("en").ends_with(" 1,234,567"));
        assert!(written("ar").ends_with(" 1.234.567"));
        assert!(written("uk").ends_with(" 1\u{a0}234\u{a0}567"));
    }

    #[test]
    fn arguments_are_isolated_where_asked_for() {
        let say = |isolated| {
            let args = [("name", Arg::from("Åse")), ("day", Arg::from("1.2."))];
            Messages::new(&[(TEXT, isolated); Lang::COUNT]).say(Lang::DEFAULT, "card", args)
        };
        assert_eq!(say(true), "\u{2068}Åse\u{2069} / \u{2068}1.2.\u{2069}");
        assert_eq!(say(false), "Åse / 1.2.");
    }

    #[test]
    fn markup_and_braces_in_an_argument_stay_text() {
        let name = "<b>{ $day }</b> \u{202e}";
        let args = [("name", Arg::from(name)), ("day", Arg::from("i dag"))];
        let text = Messages::new(&[(TEXT, false); Lang::COUNT]).say(Lang::DEFAULT, "card", args);
        assert_eq!(text, format!("{name} / i dag"));
    }
}
