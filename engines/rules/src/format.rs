//! One look for all rule files: two spaces for what belongs to an item, four for what belongs to
//! a version, two more for texts under a condition or a question, six more for what goes on from
//! the line before. Words, numbers, texts and comments stay as they are. Files of texts look alike.

use crate::parse::{ITEMS, TEXTS};
use crate::syntax::Purpose;

/// Lines that begin with these words stand one step in.
const OF_ITEM: [&str; 18] = [
    "act",
    "covers",
    "cites",
    "source",
    "verified",
    "unverified",
    "link",
    "ask",
    "why",
    "note",
    "claim",
    "paid",
    "bring",
    "assumed",
    "option",
    "by",
    "from",
    "until",
];
/// Inside a version these stand two steps in.
const OF_VERSION: [&str; 3] = ["let", "gives", "below"];

/// A rule file or a file of texts as it should look. What is neither comes back with its lines
/// trimmed.
pub fn format(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0_usize;
    let mut at = Place::default();
    let mut quoted = false;
    let mut last = 0_usize;
    let mut pending: Vec<&str> = Vec::new();
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() && !quoted {
            empty = empty.saturating_add(1);
            continue;
        }
        // A comment stands as far in as what comes after it.
        if trimmed.starts_with('#') && !quoted {
            if empty > 0 {
                pending.push("");
            }
            empty = 0;
            pending.push(trimmed);
            continue;
        }
        let indent = if quoted {
            last.saturating_add(4)
        } else {
            at.indent(trimmed, line.starts_with([' ', '\t']), last)
        };
        let goes_on = quoted || indent >= 6;
        for comment in pending.drain(..) {
            push(
                &mut out,
                if comment.is_empty() { 0 } else { indent },
                comment,
            );
        }
        if empty > 0 && !out.is_empty() {
            out.push('\n');
        }
        empty = 0;
        push(&mut out, indent, &spaced(trimmed, &mut quoted));
        if !goes_on {
            last = indent;
        }
    }
    for comment in pending {
        push(&mut out, 0, comment);
    }
    out
}

fn push(out: &mut String, indent: usize, line: &str) {
    if !line.is_empty() {
        out.extend(std::iter::repeat_n(' ', indent));
        out.push_str(line);
    }
    out.push('\n');
}

/// Where in an item a line stands.
#[derive(Default)]
struct Place {
    /// Inside a version.
    version: bool,
    /// Under a condition, an option or the first text of a purpose, whose texts stand one step
    /// further in: how far that stands.
    under: Option<usize>,
    /// Under a condition, whose paragraph stands there too.
    condition: bool,
    /// In a file of texts, which stand without their language.
    translated: bool,
}

impl Place {
    fn indent(&mut self, line: &str, was_in: bool, last: usize) -> usize {
        let word = line
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .next()
            .unwrap_or_default();
        let text = line
            .get(2..)
            .is_some_and(|rest| word.len() == 2 && rest.trim_start().starts_with('"'))
            || (self.translated && line.starts_with('"'));
        let dated = crate::lex::date(line.get(..10).unwrap_or_default()).is_some();
        let number = line.starts_with(|c: char| c.is_ascii_digit()) && line.contains(':');
        // An item begins where it began: its words may also begin a line further in.
        if !was_in && (ITEMS.contains(&word) || word == TEXTS) {
            *self = Self {
                translated: self.translated || word == TEXTS,
                ..Self::default()
            };
            return 0;
        }
        // What a condition says, and where it stands.
        if let Some(under) = self.under
            && (text || (self.condition && word == "cites"))
        {
            return under.saturating_add(2);
        }
        let here = if word == "from" || word == "until" {
            self.version = true;
            Some(2)
        } else if word == "requires" {
            Some(if self.version { 4 } else { 2 })
        } else if OF_VERSION.contains(&word) || (self.version && number && !dated) {
            Some(4)
        } else if dated || text || OF_ITEM.contains(&word) {
            Some(2)
        } else {
            None
        };
        let Some(here) = here else {
            return last.saturating_add(6);
        };
        let purpose = Purpose::ALL.iter().any(|(_, name)| *name == word);
        self.condition = word == "requires";
        self.under = (self.condition || word == "option" || purpose).then_some(here);
        here
    }
}

/// Several spaces become one, outside of quotation marks and comments.
fn spaced(line: &str, quoted: &mut bool) -> String {
    let mut out = String::with_capacity(line.len());
    let mut comment = false;
    for c in line.chars() {
        match c {
            '"' if !comment => *quoted = !*quoted,
            '#' if !*quoted && !comment => {
                comment = true;
                let kept = out.trim_end().len();
                out.truncate(kept);
                out.push_str("  ");
            }
            ' ' | '\t' if !comment && (out.ends_with(' ') || out.is_empty()) => continue,
            _ => {}
        }
        out.push(if c == '\t' { ' ' } else { c });
    }
    let kept = out.trim_end().len();
    out.truncate(kept);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNTIDY: &str = "\
law  x
   da \"X\"
     act \"LBK 1\"


# what it is
parameter a:   kr per year
da \"A   b\"
 2024-01-01: 5   source \"s\"   # checked
rule home.b: kr per year
 cites \"§ 1\"
   requires c: yes
     da \"C\"
 from 2024-01-01
  let d = a
  gives d
  + a
";

    const TIDY: &str = "\
law x
  da \"X\"
  act \"LBK 1\"

# what it is
parameter a: kr per year
  da \"A b\"
  2024-01-01: 5 source \"s\"  # checked
rule home.b: kr per year
  cites \"§ 1\"
  requires c: yes
    da \"C\"
  from 2024-01-01
    let d = a
    gives d
          + a
";

    #[test]
    fn a_file_gets_its_look_and_keeps_it() {
        let once = format(UNTIDY);
        assert_eq!(once, TIDY);
        assert_eq!(format(&once), once);
    }
}
