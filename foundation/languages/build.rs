//! Turns the folders of `content/languages` into the table behind `Lang`, and this crate's own
//! messages into `words.rs`.

use std::path::Path;
use std::{env, fs};

use serde::Deserialize;

#[path = "src/generate/mod.rs"]
mod generate;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    code: String,
    name: String,
    direction: String,
    script: String,
    order: u32,
    decimal: String,
    group: String,
    reviewed_by: String,
    reviewed_on: String,
}

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let content = Path::new(&root).join("../../content/languages");
    generate::tell_cargo(&format!("rerun-if-changed={}", content.display()));

    let languages = read(&content).unwrap_or_else(|problem| generate::fail(&[problem]));
    let table = table(&content, &languages).unwrap_or_else(|problem| generate::fail(&[problem]));
    let out = env::var("OUT_DIR").unwrap_or_default();
    if let Err(error) = fs::write(Path::new(&out).join("langs.rs"), table) {
        generate::fail(&[format!("langs.rs could not be written: {error}")]);
    }

    let tongues: Vec<generate::Tongue> = languages
        .iter()
        .map(|language| generate::Tongue {
            code: language.code.clone(),
            // Not inside a date or an amount: the sentence around isolates the whole.
            isolated: false,
        })
        .collect();
    generate::run("languages", &tongues);
}

fn read(content: &Path) -> Result<Vec<Language>, String> {
    let folders =
        fs::read_dir(content).map_err(|error| format!("{}: {error}", content.display()))?;
    let mut languages = Vec::new();
    for folder in folders.flatten().filter(|entry| entry.path().is_dir()) {
        let file = folder.path().join("language.toml");
        let say = |what: String| format!("{}: {what}", file.display());
        let text = fs::read_to_string(&file).map_err(|error| say(error.to_string()))?;
        let language: Language = toml::from_str(&text).map_err(|error| say(error.to_string()))?;
        if folder.file_name().to_string_lossy() != language.code {
            return Err(say(format!(
                "the folder must be called {} like the code",
                language.code
            )));
        }
        if !["ltr", "rtl"].contains(&language.direction.as_str()) {
            return Err(say("direction must be \"ltr\" or \"rtl\"".into()));
        }
        languages.push(language);
    }
    languages.sort_by_key(|language| language.order);
    if languages.is_empty() {
        return Err(format!(
            "{} holds no language: add a folder",
            content.display()
        ));
    }
    Ok(languages)
}

fn table(content: &Path, languages: &[Language]) -> Result<String, String> {
    let mut table = format!("static FACTS: [Facts; {}] = [\n", languages.len());
    for language in languages {
        let reviewed_by = (!language.reviewed_by.is_empty()).then_some(&language.reviewed_by);
        table.push_str(&format!(
            "Facts {{ code: {:?}, name: {:?}, right_to_left: {}, script: {:?}, decimal: {:?}, \
             group: {:?}, reviewed_by: {reviewed_by:?}, reviewed_on: {}, code_words: {} }},\n",
            language.code,
            language.name,
            language.direction == "rtl",
            language.script,
            language.decimal,
            language.group,
            date(&language.reviewed_on)
                .map_err(|what| format!("{}/language.toml: {what}", language.code))?,
            code_words(&content.join(&language.code).join("words.txt")),
        ));
    }
    table.push_str("];\n");
    Ok(table)
}

/// Empty, or a day as `YYYY-MM-DD`; written as a constant expression.
fn date(text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Ok("None".into());
    }
    let parts: Vec<u16> = text
        .split('-')
        .filter_map(|part| part.parse().ok())
        .collect();
    match parts[..] {
        [year, month @ 1..=12, day @ 1..=31] => {
            Ok(format!("Some(jiff::civil::date({year}, {month}, {day}))"))
        }
        _ => Err(format!(
            "reviewed_on is {text:?}: write the day as YYYY-MM-DD"
        )),
    }
}

/// One word a line; a language without the file gives its codes in digits.
fn code_words(file: &Path) -> String {
    match fs::read_to_string(file) {
        Ok(text) => {
            let words: Vec<&str> = text
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .collect();
            format!("Some(&{words:?})")
        }
        Err(_) => "None".into(),
    }
}
