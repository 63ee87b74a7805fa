//! The law in the program, and days that it was made ready for.

use std::collections::VecDeque;
use std::sync::{Arc, LazyLock, OnceLock};

use languages::Lang;
use parking_lot::Mutex;
use rules::unknowns::{Scratch, Unknowns};
use rules::{Moment, Ready, RuleSet, Source, lower};
use sha2::{Digest as _, Sha256};

use crate::said::Said;

/// The rule files, their texts in more languages and worked examples, as they were when the program
/// was built.
const LAW: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/law.rs"));
/// How the names of rule files end.
pub const RULES: &str = ".rules";
/// How the names of files with an act's texts in one more language end.
pub const TEXTS: &str = ".texts";
/// How the names of files with worked examples end.
pub const EXAMPLES: &str = ".examples";

/// The files of the law that the program was built with: rules, texts and worked examples, by name.
pub fn built_in() -> Vec<Source> {
    let file = |(name, text): &(&str, &str)| Source {
        name: (*name).to_owned(),
        text: (*text).to_owned(),
    };
    LAW.iter().map(file).collect()
}

/// Days kept ready. A week of questions is about a handful of days.
const DAYS: usize = 32;
/// Which way of answering this is. It goes up by one with every change that lets the same rules
/// answer the same question otherwise; `tests/forever.rs` says when.
const ANSWERS: u32 = 2;

/// The law, checked, and the days it was asked about.
pub struct Book {
    rules: Arc<RuleSet>,
    version: String,
    days: Mutex<VecDeque<Arc<Day>>>,
    said: [OnceLock<Said>; Lang::COUNT],
    scratch: Mutex<Vec<Scratch>>,
}

/// The law of one day.
pub struct Day {
    /// The rules, ready.
    pub ready: Ready,
    /// The same for families with facts missing.
    pub unknowns: Unknowns,
}

impl Book {
    /// The one book of this program, made when it is first opened.
    ///
    /// # Errors
    /// As [`Book::built_in`].
    pub fn ours() -> Result<&'static Self, &'static str> {
        static OURS: LazyLock<Result<Book, String>> = LazyLock::new(Book::built_in);
        OURS.as_ref().map_err(String::as_str)
    }

    /// The law that the program was built with.
    ///
    /// # Errors
    /// All that is wrong with the rule files. A test holds them right.
    pub fn built_in() -> Result<Self, String> {
        Self::of(
            built_in()
                .into_iter()
                .filter(|file| !file.name.ends_with(EXAMPLES)),
        )
    }

    /// The law of these files.
    ///
    /// # Errors
    /// All that is wrong with them.
    pub fn of(files: impl IntoIterator<Item = Source>) -> Result<Self, String> {
        let sources: Vec<Source> = files.into_iter().collect();
        let mut hash = Sha256::new();
        hash.update(ANSWERS.to_le_bytes());
        // Translations are no rules: mending a word in one leaves the version as it is.
        for source in sources.iter().filter(|file| !file.name.ends_with(TEXTS)) {
            // Lengths keep one file's end from counting as the next one's beginning.
            hash.update((source.name.len() as u64).to_le_bytes());
            hash.update(&source.name);
            hash.update((source.text.len() as u64).to_le_bytes());
            hash.update(&source.text);
        }
        let hash = data_encoding::HEXLOWER.encode(&hash.finalize());
        Ok(Self {
            rules: Arc::new(rules::load(sources)?),
            version: hash.chars().take(16).collect(),
            days: Mutex::default(),
            said: [const { OnceLock::new() }; Lang::COUNT],
            scratch: Mutex::default(),
        })
    }

    /// The rules.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Which rules these are, and which way of answering: 16 hexadecimal digits of their SHA-256.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The law of a day, as it was known on a day; made ready once.
    ///
    /// # Errors
    /// Where a rule could not be exact with that day's numbers.
    pub fn day(&self, moment: Moment) -> Result<Arc<Day>, String> {
        if let Some(day) = self.kept(moment) {
            return Ok(day);
        }
        // Two at once may both make it ready; that costs a millisecond and harms nobody.
        let ready = lower(&self.rules, moment).map_err(|problems| {
            let told = problems
                .iter()
                .map(|problem| problem.told(&self.rules.sources));
            told.collect::<Vec<_>>().join("\n")
        })?;
        let unknowns = Unknowns::new(Arc::new(ready.program.clone()));
        let day = Arc::new(Day { ready, unknowns });
        let mut days = self.days.lock();
        days.push_front(day.clone());
        days.truncate(DAYS);
        Ok(day)
    }

    /// A day that was made ready. The last used stands first, so that strange days push out
    /// each other and not today.
    fn kept(&self, moment: Moment) -> Option<Arc<Day>> {
        let mut days = self.days.lock();
        let at = days.iter().position(|day| day.ready.moment == moment)?;
        if at > 0 {
            let day = days.remove(at)?;
            days.push_front(day);
        }
        days.front().cloned()
    }

    /// Lends memory to work in. Most of what a small answer costs is clearing new memory.
    pub(crate) fn with_scratch<T>(&self, work: impl FnOnce(&mut Scratch) -> T) -> T {
        const KEPT: usize = 8;
        let kept = self.scratch.lock().pop();
        let mut scratch = kept.unwrap_or_default();
        let done = work(&mut scratch);
        let mut all = self.scratch.lock();
        if all.len() < KEPT {
            all.push(scratch);
        }
        done
    }

    /// What answers say in a language.
    pub(crate) fn said(&self, lang: Lang) -> &Said {
        let said = lang.pick(&self.said.each_ref());
        said.get_or_init(|| Said::of(&self.rules, lang.code()))
    }
}
