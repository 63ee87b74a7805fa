//! For the tests of crates that speak.

use std::fs;
use std::path::Path;

use fluent_syntax::ast::Entry;
use fluent_syntax::parser;

use crate::Lang;

/// Fails when a message in `words_dir` is said nowhere in the `.rs` and `.html` files under
/// `source_dirs`: neither as `.method(` nor as `Words::method`, nor by another message. Paths are
/// relative to the crate, as tests run there. Each crate with words has one such test:
///
/// ```ignore
/// #[test]
/// fn every_message_is_said() {
///     languages::testing::unused("languages", &["src", "pages"]);
/// }
/// ```
///
/// # Panics
///
/// When a message is unused, or a folder or file cannot be read.
pub fn unused(words_dir: impl AsRef<Path>, source_dirs: &[&str]) {
    let unused = find_unused(words_dir.as_ref(), source_dirs);
    assert!(
        unused.is_empty(),
        "nothing says these messages of {}: {}. Use them, or remove them in every language.",
        words_dir.as_ref().display(),
        unused.join(", ")
    );
}

fn find_unused(words_dir: &Path, source_dirs: &[&str]) -> Vec<String> {
    let file = words_dir.join(format!("{}.ftl", Lang::DEFAULT));
    let messages = read(&file);
    let mut sources = String::new();
    for dir in source_dirs {
        gather(Path::new(dir), &mut sources);
    }
    keys(&messages)
        .into_iter()
        .filter(|key| !said(key, &messages, &sources))
        .collect()
}

fn keys(text: &str) -> Vec<String> {
    let resource = parser::parse(text).unwrap_or_else(|(resource, _)| resource);
    let messages = resource.body.into_iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message.id.name.to_owned()),
        _ => None,
    });
    messages.collect()
}

fn said(key: &str, messages: &str, sources: &str) -> bool {
    let method = key.replace('-', "_");
    let ends_there =
        |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_');
    let called = format!(".{method}(");
    let named = format!("Words::{method}");
    sources.contains(&called)
        || sources.split(&named).skip(1).any(ends_there)
        || messages.split('{').skip(1).any(|placeable| {
            placeable
                .trim_start()
                .strip_prefix(key)
                .is_some_and(|rest| rest.trim_start().starts_with('}'))
        })
}

fn gather(path: &Path, sources: &mut String) {
    if path.is_dir() {
        let entries =
            fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for entry in entries.flatten() {
            gather(&entry.path(), sources);
        }
    } else if path
        .extension()
        .is_some_and(|extension| extension == "rs" || extension == "html")
    {
        sources.push_str(&read(path));
        sources.push('\n');
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_of_this_crate_is_said() {
        unused("languages", &["src"]);
    }

    #[test]
    fn a_message_that_nothing_says_is_found() {
        let dir = tempfile::tempdir().expect("a folder of the test's own");
        let write =
            |name: &str, text: &str| fs::write(dir.path().join(name), text).expect("a file in it");
        write(
            "da.ftl",
            "in-page = A\nby-name = B\nby-name-too = C\ninner = D\nouter = { inner }\nnowhere = E\n",
        );
        write("page.html", "{{ w.in_page() }}");
        write("lib.rs", "titles.map(Words::by_name_too); w.outer();");
        let sources = dir.path().to_string_lossy().into_owned();
        assert_eq!(find_unused(dir.path(), &[&sources]), ["by-name", "nowhere"]);
    }
}
