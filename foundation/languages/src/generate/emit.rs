//! Writes `words.rs`.

use std::fmt::Write as _;

use fluent_bundle::{FluentBundle, FluentResource};

use super::check;
use super::check::Message;
use super::read::File;

/// The text of `words.rs`: one method a message. What takes no argument is resolved here, while
/// building, so at run time it is a look-up in an array.
pub fn words(files: &[File], messages: &[Message]) -> Result<String, Vec<String>> {
    let mut problems = Vec::new();
    let bundles: Vec<Bundle> = files.iter().map(Bundle::new).collect();
    let mut methods = String::new();
    for message in messages {
        let written = if message.arguments.is_empty() {
            plain(message, &bundles, &mut problems)
        } else {
            with_arguments(message)
        };
        let doc = doc(files, &message.key);
        let _ = write!(methods, "    #[doc = {doc:?}]\n{written}\n");
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut text = format!(
        "/// What this crate says, in one language. A method for every message of `languages/*.ftl`.\n\
         #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]\n\
         pub struct Words(::languages::Lang);\n\n\
         impl Words {{\n\
         \x20   /// The words in `lang`.\n\
         \x20   pub const fn of(lang: ::languages::Lang) -> Self {{\n        Self(lang)\n    }}\n\n\
         \x20   /// The language they are in.\n\
         \x20   pub const fn lang(&self) -> ::languages::Lang {{\n        self.0\n    }}\n\n\
         {methods}}}\n"
    );
    if messages.iter().any(|message| !message.arguments.is_empty()) {
        let texts: Vec<(&str, bool)> = files
            .iter()
            .map(|file| (file.text.as_str(), file.isolated))
            .collect();
        let _ = write!(
            text,
            "\nstatic MESSAGES: ::std::sync::LazyLock<::languages::Messages> =\n    \
             ::std::sync::LazyLock::new(|| ::languages::Messages::new(&{texts:?}));\n"
        );
    }
    Ok(text)
}

fn plain(message: &Message, bundles: &[Bundle], problems: &mut Vec<String>) -> String {
    let texts: Vec<String> = bundles
        .iter()
        .map(|bundle| bundle.text(&message.key, problems))
        .collect();
    format!(
        "    pub fn {}(&self) -> &'static str {{\n        self.0.pick(&{texts:?})\n    }}\n",
        message.method
    )
}

fn with_arguments(message: &Message) -> String {
    let mut parameters = String::new();
    let mut given = String::new();
    for argument in &message.arguments {
        let name = argument.parameter();
        let (kind, conversion) = if argument.counted {
            ("Count", format!("::languages::Arg::from({name}.into())"))
        } else {
            ("Arg", format!("{name}.into()"))
        };
        let _ = write!(parameters, ", {name}: impl Into<::languages::{kind}>");
        let _ = write!(given, "({:?}, {conversion}), ", argument.name);
    }
    format!(
        "    pub fn {}(&self{parameters}) -> String {{\n        MESSAGES.say(self.0, {:?}, [{given}])\n    }}\n",
        message.method, message.key
    )
}

/// The message as the first language writes it, for whoever hovers over the method.
fn doc(files: &[File], key: &str) -> String {
    let Some(first) = files.first() else {
        return String::new();
    };
    let mut lines = first.text.lines().skip_while(|line| {
        !line
            .strip_prefix(key)
            .is_some_and(|rest| rest.trim_start().starts_with('='))
    });
    let mut written = vec![lines.next().unwrap_or_default()];
    written.extend(lines.take_while(|line| line.starts_with([' ', '}'])));
    format!(
        " `{}`\n\n```text\n{}\n```",
        check::snake(key),
        written.join("\n")
    )
}

/// A file's messages ready to be resolved while building.
struct Bundle<'a> {
    file: &'a File,
    bundle: FluentBundle<FluentResource>,
}

impl<'a> Bundle<'a> {
    fn new(file: &'a File) -> Self {
        let locale = file.code.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![locale]);
        bundle.set_use_isolating(file.isolated);
        // The same text has been parsed and checked; what could be wrong is already told.
        let resource =
            FluentResource::try_new(file.text.clone()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        Self { file, bundle }
    }

    fn text(&self, key: &str, problems: &mut Vec<String>) -> String {
        let mut errors = Vec::new();
        let pattern = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value());
        let text = pattern
            .map(|pattern| {
                self.bundle
                    .format_pattern(pattern, None, &mut errors)
                    .into_owned()
            })
            .unwrap_or_default();
        problems.extend(
            errors
                .iter()
                .map(|error| format!("{}: `{key}`: {error}", self.file.place(key))),
        );
        text
    }
}
