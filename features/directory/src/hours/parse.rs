//! Reads Danish opening hours. Whatever it does not know makes it give up: a wrong "open now"
//! is worse than none. So years in parentheses, "ca." and "uden for skoleferier" stay text.

use base::text::fold;

use super::{DAY, Rule, Way, Weeks};

/// What the longest text that is worth reading may be.
const LONGEST: usize = 200;
const EVERY_DAY: u8 = 0b111_1111;
const WEEKDAYS: u8 = 0b001_1111;
const WEEKEND: u8 = 0b110_0000;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Token {
    Day(u8),
    Days(u8),
    Time(u16),
    Nth(i8),
    Weeks(Weeks),
    Way(Way),
    RoundTheClock,
    OfMonth,
    Dash,
    And,
    Stop,
    Colon,
    Unknown,
}

/// The rules that the text says, when every word of it is understood.
pub fn parse(text: &str) -> Option<Vec<Rule>> {
    if text.len() > LONGEST {
        return None;
    }
    let tokens = tokens(&fold(text));
    let mut reader = Reader {
        tokens: &tokens,
        way: None,
    };
    let mut rules = Vec::new();
    while !reader.tokens.is_empty() {
        reader.sentence(&mut rules)?;
        reader.separators();
    }
    (!rules.is_empty()).then_some(rules)
}

struct Reader<'a> {
    tokens: &'a [Token],
    /// "Telefon man 10-14, tor 9-12": both are by telephone.
    way: Option<Way>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<Token> {
        self.tokens.first().copied()
    }

    fn take(&mut self) -> Option<Token> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(*first)
    }

    fn take_if(&mut self, token: Token) -> bool {
        let found = self.peek() == Some(token);
        if found {
            self.take();
        }
        found
    }

    fn separators(&mut self) {
        while matches!(self.peek(), Some(Token::And | Token::Stop)) {
            self.take();
        }
    }

    /// `[label:] [telefon] days [weeks] times`.
    fn sentence(&mut self, rules: &mut Vec<Rule>) -> Option<()> {
        self.label();
        while let Some(Token::Way(way)) = self.peek() {
            self.way = Some(way);
            self.take();
            self.take_if(Token::Colon);
        }
        let mut rule = Rule {
            days: 0,
            opens: 0,
            closes: DAY,
            weeks: Weeks::All,
            nth: None,
            way: self.way,
        };
        let round_first = self.take_if(Token::RoundTheClock);
        if let Some(Token::Nth(nth)) = self.peek() {
            self.take();
            rule.nth = Some(nth);
        }
        rule.days = self.days()?;
        if rule.nth.is_some() && !self.take_if(Token::OfMonth) {
            return None;
        }
        if let Some(Token::Weeks(weeks)) = self.peek() {
            self.take();
            rule.weeks = weeks;
        }
        if round_first || self.take_if(Token::RoundTheClock) {
            rule.days = if rule.days == 0 { EVERY_DAY } else { rule.days };
            rules.push(rule);
            return Some(());
        }
        if rule.days == 0 {
            return None;
        }
        self.times(&rule, rules)
    }

    /// "OUH:", "VUC:": words before a colon say where, not when.
    fn label(&mut self) {
        let words = self
            .tokens
            .iter()
            .take_while(|token| **token == Token::Unknown)
            .count();
        if words > 0 && self.tokens.get(words) == Some(&Token::Colon) {
            self.tokens = self.tokens.get(words + 1..).unwrap_or_default();
        }
    }

    /// A list of days and ranges of days; none is an empty set.
    fn days(&mut self) -> Option<u8> {
        let mut set = 0;
        loop {
            match self.peek() {
                Some(Token::Days(days)) => {
                    self.take();
                    set |= days;
                }
                Some(Token::Day(first)) => {
                    self.take();
                    set |= self.days_from(first)?;
                }
                _ => return Some(set),
            }
            // "man, ons og fre": go on only when a day follows.
            let next = self
                .tokens
                .iter()
                .position(|t| !matches!(t, Token::And | Token::Stop));
            match next {
                Some(at) if matches!(self.tokens.get(at), Some(Token::Day(_))) => {
                    self.tokens = self.tokens.get(at..)?;
                }
                _ => return Some(set),
            }
        }
    }

    /// "man" alone, or "man-fre"; "tirs- og torsdag" has a dash that says nothing.
    fn days_from(&mut self, first: u8) -> Option<u8> {
        if !self.take_if(Token::Dash) {
            return Some(1 << first);
        }
        match self.peek() {
            Some(Token::Day(last)) if last > first => {
                self.take();
                Some((first..=last).fold(0, |set, day| set | 1 << day))
            }
            Some(Token::And) => Some(1 << first),
            _ => None,
        }
    }

    fn times(&mut self, rule: &Rule, rules: &mut Vec<Rule>) -> Option<()> {
        let mut any = false;
        while let [
            Token::Time(opens),
            Token::Dash,
            Token::Time(closes),
            rest @ ..,
        ] = self.tokens
        {
            self.tokens = rest;
            let closes = if closes > opens {
                *closes
            } else {
                closes.checked_add(DAY)?
            };
            // Nobody is open 18 hours through a night: "9-8" is a slip of the pen.
            if *opens >= DAY || closes == opens + DAY || (closes > DAY && closes - opens > 14 * 60)
            {
                return None;
            }
            rules.push(Rule {
                opens: *opens,
                closes,
                ..rule.clone()
            });
            any = true;
            if matches!(self.tokens, [Token::And | Token::Stop, Token::Time(_), ..]) {
                self.take();
            }
        }
        any.then_some(())
    }
}

fn tokens(folded: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = folded.trim_end_matches(['.', ' ']);
    while let Some(first) = rest.chars().next() {
        let (token, used) = match first {
            c if c.is_whitespace() => (None, first.len_utf8()),
            '-' | '–' | '—' => (Some(Token::Dash), first.len_utf8()),
            ',' | ';' => (Some(Token::Stop), 1),
            ':' => (Some(Token::Colon), 1),
            '0'..='9' => number(rest),
            c if c.is_alphabetic() => {
                let word = rest
                    .split(|c: char| !c.is_alphabetic())
                    .next()
                    .unwrap_or_default();
                // "man." and "kl." carry a stop that ends no sentence.
                let stop = usize::from(
                    rest.get(word.len()..)
                        .is_some_and(|after| after.starts_with('.')),
                );
                (meaning(word), word.len() + stop)
            }
            _ => (Some(Token::Unknown), first.len_utf8()),
        };
        tokens.extend(token);
        rest = rest.get(used..).unwrap_or_default();
    }
    tokens
}

/// `9`, `09.30`, `9:30`, or `4.` before a day.
fn number(text: &str) -> (Option<Token>, usize) {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let hours = digits(text);
    let hour: u16 = text
        .get(..hours)
        .and_then(|d| d.parse().ok())
        .unwrap_or(u16::MAX);
    let after = text.get(hours..).unwrap_or_default();
    let minutes = after.strip_prefix(['.', ':']).map_or(0, digits);
    if minutes == 2 {
        let minute: u16 = after
            .get(1..3)
            .and_then(|d| d.parse().ok())
            .unwrap_or(u16::MAX);
        let valid = hour < 24 && minute < 60 || hour == 24 && minute == 0;
        return (
            Some(if valid {
                Token::Time(hour * 60 + minute)
            } else {
                Token::Unknown
            }),
            hours + 3,
        );
    }
    if minutes == 0 && after.starts_with(". ") && (1..=4).contains(&hour) {
        return (Some(Token::Nth(hour as i8)), hours + 1);
    }
    let valid = minutes == 0 && hours <= 2 && hour <= 24;
    (
        Some(if valid {
            Token::Time(hour * 60)
        } else {
            Token::Unknown
        }),
        hours,
    )
}

/// What a folded word means; nothing for words that change nothing.
fn meaning(word: &str) -> Option<Token> {
    Some(match word {
        "kl" | "i" | "hele" | "alle" | "rundt" | "aaret" | "aaben" | "aabent" | "henvendelse"
        | "besvares" => return None,
        "man" | "mandag" | "mandage" => Token::Day(0),
        "tir" | "tirs" | "tirsdag" | "tirsdage" => Token::Day(1),
        "ons" | "onsdag" | "onsdage" => Token::Day(2),
        "tor" | "tors" | "torsdag" | "torsdage" => Token::Day(3),
        "fre" | "fredag" | "fredage" => Token::Day(4),
        "loer" | "loerdag" | "loerdage" => Token::Day(5),
        "soen" | "soendag" | "soendage" => Token::Day(6),
        "dage" | "dag" | "dagligt" | "daglig" | "ugen" => Token::Days(EVERY_DAY),
        "hverdage" | "hverdag" => Token::Days(WEEKDAYS),
        "weekend" | "weekender" => Token::Days(WEEKEND),
        "doegnaaben" | "doegnaabent" | "doegnet" => Token::RoundTheClock,
        "lige" => Token::Weeks(Weeks::Even),
        "ulige" => Token::Weeks(Weeks::Odd),
        "uger" | "uge" => return None,
        "foerste" => Token::Nth(1),
        "tredje" => Token::Nth(3),
        "fjerde" => Token::Nth(4),
        "sidste" => Token::Nth(-1),
        "maaneden" => Token::OfMonth,
        "og" | "samt" => Token::And,
        "til" => Token::Dash,
        "telefon" | "telefonen" | "raadgivningstelefon" | "telefontid" => {
            Token::Way(Way::Telephone)
        }
        "chat" | "chatten" => Token::Way(Way::Chat),
        "sms" => Token::Way(Way::Text),
        "fremmoede" | "personligt" => Token::Way(Way::Person),
        _ => Token::Unknown,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::hours::days_of;

    /// `TU,WE 08:30-14:30 chat` for each rule.
    fn read(text: &str) -> Vec<String> {
        let Some(rules) = parse(text) else {
            return vec!["text".into()];
        };
        rules
            .iter()
            .map(|rule| {
                let days: Vec<_> = days_of(rule.days)
                    .map(|d| super::super::DAYS[d.to_monday_zero_offset() as usize])
                    .collect();
                let clock = |m: u16| format!("{:02}:{:02}", m / 60, m % 60);
                let way = rule.way.map_or(String::new(), |way| format!(" {way:?}"));
                format!(
                    "{} {}-{}{way}",
                    days.join(","),
                    clock(rule.opens),
                    clock(rule.closes)
                )
            })
            .collect()
    }

    #[test]
    fn what_is_certain_is_read() {
        assert_eq!(read("Tir og ons 08.30-14.30"), ["TU,WE 08:30-14:30"]);
        assert_eq!(read("man-fre 9-15"), ["MO,TU,WE,TH,FR 09:00-15:00"]);
        assert_eq!(
            read("Man-ons 9-15, tor 13-18, fre 9-13"),
            ["MO,TU,WE 09:00-15:00", "TH 13:00-18:00", "FR 09:00-13:00"]
        );
        assert_eq!(
            read("Man og tor 10-13 og 16-20, tir 10-13"),
            ["MO,TH 10:00-13:00", "MO,TH 16:00-20:00", "TU 10:00-13:00"]
        );
        assert_eq!(
            read("Alle dage 9-12 og 17-19"),
            [
                "MO,TU,WE,TH,FR,SA,SU 09:00-12:00",
                "MO,TU,WE,TH,FR,SA,SU 17:00-19:00"
            ]
        );
        assert_eq!(
            read("Telefon man og tor 10-14; chat tor 10-14"),
            ["MO,TH 10:00-14:00 Telephone", "TH 10:00-14:00 Chat"]
        );
        assert_eq!(
            read("Fremmøde man 10-13 og tor 14-17; telefon man-ons 9-14.30 og tor 9-17").len(),
            4
        );
        assert_eq!(
            read("Rådgivningstelefon tir 9-11 og tor 13-15"),
            ["TU 09:00-11:00 Telephone", "TH 13:00-15:00 Telephone"]
        );
        assert_eq!(read("OUH: tir og ons 08.30-14.30"), ["TU,WE 08:30-14:30"]);
        assert_eq!(
            read("Tirs- og torsdag kl. 9:15 til 12"),
            ["TU,TH 09:15-12:00"]
        );
        assert_eq!(read("Man, ons og fre. 10–12"), ["MO,WE,FR 10:00-12:00"]);
        assert_eq!(
            read("Telefon døgnet rundt"),
            ["MO,TU,WE,TH,FR,SA,SU 00:00-24:00 Telephone"]
        );
        for text in [
            "Døgnåben hele året",
            "Hele døgnet",
            "Døgnet rundt alle dage",
            "Henvendelse døgnet rundt",
        ] {
            assert_eq!(read(text), ["MO,TU,WE,TH,FR,SA,SU 00:00-24:00"], "{text}");
        }
    }

    #[test]
    fn what_is_not_certain_stays_text() {
        for text in [
            "",
            "Tirsdag",
            "Onsdag formiddag",
            "Telefon man og tor 10-14; chat tor 10-14 (2020)",
            "Hver onsdag",
            "To timer hver anden tirsdag efter fyraften",
            "Hverdage til kl. 14 undtagen onsdag",
            "Chat alle hverdage",
            "Onsdag formiddag uden for skoleferier",
            "Ca. hver 3. tirsdag 14.30-16",
            "10-13 på kalenderens dage",
            "Mandag 9",
            "Mandag 25-26",
            "Mandag 9-9",
            "fre-man 9-15",
            "Mandag 9-8",
            "9-15",
            "Tre dage om ugen",
            "Babysnak fredag 9.30-12; børnecafé en søndag om måneden 14-16",
            "Anden mandag i måneden 10-12",
        ] {
            assert_eq!(read(text), ["text"], "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "\\PC{0,80}", days in "(man|tir|og|-|9|09.30|24|;|:|lige| |4\\.){0,30}") {
            for rules in [parse(&text), parse(&days)].into_iter().flatten() {
                for rule in rules {
                    prop_assert!(rule.days != 0 && rule.opens < DAY && rule.opens < rule.closes && rule.closes < 2 * DAY);
                }
            }
        }
    }
}
