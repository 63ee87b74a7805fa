//! What every language must agree on: the same messages with the same arguments.

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, VariantKey};

use super::read::File;

/// A message as Rust will know it.
pub struct Message {
    pub key: String,
    /// The method's name.
    pub method: String,
    pub arguments: Vec<Argument>,
}

/// An argument, in order of first appearance in the first language.
#[derive(Clone)]
pub struct Argument {
    pub name: String,
    /// Some language chooses a plural by it, so only a number will do.
    pub counted: bool,
}

impl Argument {
    /// Its name as a parameter.
    pub fn parameter(&self) -> String {
        snake(&self.name)
    }
}

/// The messages of the first file, agreed on by all; or every disagreement.
pub fn messages(files: &[File]) -> Result<Vec<Message>, Vec<String>> {
    let mut problems = Vec::new();
    let Some((first, others)) = files.split_first() else {
        return Ok(Vec::new());
    };
    for other in others {
        for key in other.keys.iter().filter(|key| first.message(key).is_none()) {
            problems.push(format!(
                "{}: `{key}` is not in {}. Add it there, or remove it here.",
                other.place(key),
                first.name
            ));
        }
    }
    let mut messages = Vec::new();
    for key in &first.keys {
        if let Some(problem) = unusable(key) {
            problems.push(format!("{}: {problem}", first.place(key)));
        }
        let mut arguments = arguments(first, key, &mut problems);
        for other in others {
            if other.message(key).is_none() {
                problems.push(format!(
                    "{}: `{key}` is missing. Translate it: {}",
                    other.name,
                    first.place(key)
                ));
                continue;
            }
            let theirs = self::arguments(other, key, &mut problems);
            if names(&theirs) != names(&arguments) {
                problems.push(format!(
                    "{}: `{key}` takes {} but in {} it takes {}. Use the same arguments in both.",
                    other.place(key),
                    list(&theirs),
                    first.name,
                    list(&arguments)
                ));
            }
            for argument in &mut arguments {
                argument.counted |= theirs
                    .iter()
                    .any(|their| their.counted && their.name == argument.name);
            }
        }
        messages.push(Message {
            key: key.clone(),
            method: snake(key),
            arguments,
        });
    }
    if problems.is_empty() {
        Ok(messages)
    } else {
        Err(problems)
    }
}

/// `waiting-time` as Rust writes it: `waiting_time`.
pub fn snake(key: &str) -> String {
    key.replace('-', "_")
}

/// Words that cannot be the name of a method or parameter, or that `Words` itself uses.
const TAKEN: &[&str] = &[
    "as", "async", "await", "break", "clone", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "lang", "let",
    "loop", "macro", "match", "mod", "move", "mut", "of", "override", "pub", "ref", "return",
    "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe",
    "unsized", "use", "virtual", "where", "while", "yield",
];

fn unusable(key: &str) -> Option<String> {
    let kebab = key
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !kebab || key.ends_with('-') || key.contains("--") {
        return Some(format!(
            "`{key}` is not a usable name. Use lower-case words joined by single hyphens."
        ));
    }
    TAKEN.contains(&snake(key).as_str()).then(|| {
        format!("`{key}` is a word that Rust or `Words` has taken. Say more, such as `{key}-button` or `{key}-label`.")
    })
}

fn names(arguments: &[Argument]) -> Vec<&str> {
    let mut names: Vec<&str> = arguments
        .iter()
        .map(|argument| argument.name.as_str())
        .collect();
    names.sort_unstable();
    names
}

fn list(arguments: &[Argument]) -> String {
    if arguments.is_empty() {
        return "no arguments".into();
    }
    names(arguments)
        .iter()
        .map(|name| format!("${name}"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn arguments(file: &File, key: &str, problems: &mut Vec<String>) -> Vec<Argument> {
    let mut walk = Walk {
        file,
        key,
        path: Vec::new(),
        inside_term: false,
        arguments: Vec::new(),
        problems,
    };
    walk.message(key);
    let arguments = walk.arguments;
    for argument in &arguments {
        if let Some(problem) = unusable(&argument.name) {
            problems.push(format!("{}: in `{key}`: {problem}", file.place(key)));
        }
    }
    arguments
}

/// Follows a message through everything it refers to.
struct Walk<'a> {
    file: &'a File,
    key: &'a str,
    path: Vec<String>,
    /// A term has arguments of its own, given where it is used; they are not the message's.
    inside_term: bool,
    arguments: Vec<Argument>,
    problems: &'a mut Vec<String>,
}

impl Walk<'_> {
    fn problem(&mut self, what: &str) {
        self.problems.push(format!(
            "{}: in `{}`: {what}",
            self.file.place(self.key),
            self.key
        ));
    }

    fn enter(&mut self, name: String, pattern: Option<&Pattern<String>>, mend: &str) {
        if self.path.contains(&name) {
            return self.problem(&format!(
                "`{name}` refers back to itself. Write one of them out."
            ));
        }
        let Some(pattern) = pattern else {
            return self.problem(&format!(
                "there is no {mend} `{name}` in this file. Add it, or write the text out."
            ));
        };
        self.path.push(name);
        self.pattern(pattern);
        self.path.pop();
    }

    fn message(&mut self, key: &str) {
        let file = self.file;
        self.enter(key.to_owned(), file.message(key), "message");
    }

    fn term(&mut self, key: &str) {
        let file = self.file;
        let outside = !std::mem::replace(&mut self.inside_term, true);
        self.enter(format!("-{key}"), file.term(key), "term");
        self.inside_term = !outside;
    }

    fn pattern(&mut self, pattern: &Pattern<String>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<String>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline, false),
            Expression::Select { selector, variants } => {
                self.inline(
                    selector,
                    variants.iter().any(|variant| counts(&variant.key)),
                );
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<String>, counted: bool) {
        match inline {
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::VariableReference { id } => self.argument(&id.name, counted),
            InlineExpression::MessageReference {
                id,
                attribute: None,
            } => self.message(&id.name),
            InlineExpression::MessageReference {
                id,
                attribute: Some(attribute),
            } => {
                self.problem(&format!(
                    "`{}.{}` is an attribute. Refer to a whole message.",
                    id.name, attribute.name
                ));
            }
            InlineExpression::TermReference { id, .. } => self.term(&id.name),
            InlineExpression::FunctionReference { id, .. } => {
                self.problem(&format!("{}() is not known here. Numbers are formatted by themselves; dates come as text.", id.name));
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
        }
    }

    fn argument(&mut self, name: &str, counted: bool) {
        if self.inside_term {
            return;
        }
        match self
            .arguments
            .iter_mut()
            .find(|argument| argument.name == name)
        {
            Some(argument) => argument.counted |= counted,
            None => self.arguments.push(Argument {
                name: name.to_owned(),
                counted,
            }),
        }
    }
}

/// Whether a variant is chosen by a number. `other` alone says nothing: it is also what one
/// calls the rest of any choice.
fn counts(key: &VariantKey<String>) -> bool {
    match key {
        VariantKey::NumberLiteral { .. } => true,
        VariantKey::Identifier { name } => {
            ["zero", "one", "two", "few", "many"].contains(&name.as_str())
        }
    }
}
