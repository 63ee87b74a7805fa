//! One Fluent file, parsed.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, Pattern, Resource};
use fluent_syntax::parser::{self, ParserError};

use super::Tongue;

/// A language's messages and terms, with the text they came from.
pub struct File {
    pub name: String,
    pub code: String,
    pub isolated: bool,
    pub text: String,
    /// In the order of the file.
    pub keys: Vec<String>,
    messages: HashMap<String, Pattern<String>>,
    terms: HashMap<String, Pattern<String>>,
}

impl File {
    pub fn message(&self, key: &str) -> Option<&Pattern<String>> {
        self.messages.get(key)
    }

    pub fn term(&self, key: &str) -> Option<&Pattern<String>> {
        self.terms.get(key)
    }

    /// `languages/da.ftl:12`, the line where `key` is written.
    pub fn place(&self, key: &str) -> String {
        let line = self.text.lines().position(|line| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.trim_start().starts_with('='))
        });
        format!("{}:{}", self.name, line.map_or(1, |line| line + 1))
    }
}

/// Every language's file; each parse error, doubled key and unknown file is a problem.
pub fn files(dir: &Path, tongues: &[Tongue]) -> Result<Vec<File>, Vec<String>> {
    let mut problems = strangers(dir, tongues);
    let mut files = Vec::new();
    for tongue in tongues {
        let path = dir.join(format!("{}.ftl", tongue.code));
        match fs::read_to_string(&path) {
            Ok(text) => match file(&path.display().to_string(), tongue, text) {
                Ok(file) => files.push(file),
                Err(more) => problems.extend(more),
            },
            Err(error) => problems.push(format!(
                "{}: {error}. Every language in content/languages needs this file with every message.",
                path.display()
            )),
        }
    }
    if problems.is_empty() {
        Ok(files)
    } else {
        Err(problems)
    }
}

fn strangers(dir: &Path, tongues: &[Tongue]) -> Vec<String> {
    let Ok(entries) = fs::read_dir(dir) else {
        return Vec::new();
    };
    entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ftl"))
        .filter(|path| !tongues.iter().any(|tongue| path.file_stem().is_some_and(|stem| *stem == *tongue.code)))
        .map(|path| {
            format!("{}: no such language in content/languages. Add its folder there, or remove this file.", path.display())
        })
        .collect()
}

/// Parses `text`, named `name` in what it has to say.
pub fn file(name: &str, tongue: &Tongue, text: String) -> Result<File, Vec<String>> {
    let resource = parser::parse(text.clone()).map_err(|(_, errors)| {
        errors
            .iter()
            .map(|error| slip(name, &text, error))
            .collect::<Vec<_>>()
    })?;
    let mut file = File {
        name: name.to_owned(),
        code: tongue.code.clone(),
        isolated: tongue.isolated,
        text,
        keys: Vec::new(),
        messages: HashMap::new(),
        terms: HashMap::new(),
    };
    let problems = sort_in(&mut file, resource);
    if problems.is_empty() {
        Ok(file)
    } else {
        Err(problems)
    }
}

fn sort_in(file: &mut File, resource: Resource<String>) -> Vec<String> {
    let mut problems = Vec::new();
    for entry in resource.body {
        match entry {
            Entry::Message(message) => {
                let key = message.id.name;
                if !message.attributes.is_empty() {
                    problems.push(format!(
                        "{}: `{key}` has attributes. Write each as a message of its own.",
                        file.place(&key)
                    ));
                }
                let Some(value) = message.value else {
                    problems.push(format!(
                        "{}: `{key}` says nothing. Write its text after the `=`.",
                        file.place(&key)
                    ));
                    continue;
                };
                file.keys.push(key.clone());
                if file.messages.insert(key.clone(), value).is_some() {
                    problems.push(format!(
                        "{}: `{key}` is written twice. Keep one.",
                        file.place(&key)
                    ));
                }
            }
            Entry::Term(term) => {
                let key = term.id.name;
                if file.terms.insert(key.clone(), term.value).is_some() {
                    problems.push(format!(
                        "{}: the term `-{key}` is written twice. Keep one.",
                        file.place(&format!("-{key}"))
                    ));
                }
            }
            // A comment; and junk, which has already been told of as a parse error.
            _ => {}
        }
    }
    problems
}

/// Where the parser stumbled, with the line as it stands.
fn slip(name: &str, text: &str, error: &ParserError) -> String {
    // At the end of a file or a paragraph, what is missing belongs to the last line before it.
    let before = text.get(..error.pos.start).unwrap_or(text).trim_end();
    let line = before.lines().count().max(1);
    let written = text.lines().nth(line - 1).unwrap_or_default().trim();
    format!("{name}:{line}: {error}. Mend `{written}` or what follows it.")
}
