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
