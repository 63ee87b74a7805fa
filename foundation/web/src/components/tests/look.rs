//! The stylesheet, held to what a browser cannot tell us: contrast, direction, size.

use std::collections::BTreeMap;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;

type Tokens = BTreeMap<String, [f64; 3]>;

/// The colours of the block that follows `start`, over those of `below`.
fn scheme(start: &str, below: &Tokens) -> Tokens {
    let css = include_str!("../../../assets/tokens.css");
    let (_, after) = css.split_once(start).expect("the scheme is in tokens.css");
    let (_, after) = after.split_once('{').expect("it has a block");
    let block = after.split('}').next().unwrap_or_default();
    let mut tokens = below.clone();
    for line in block.lines() {
        let Some((name, value)) = line.trim().trim_end_matches(';').split_once(": #") else {
            continue;
        };
        let channel = |at: usize| {
            let byte = u8::from_str_radix(&value[at..at + 2], 16).expect("a colour of six digits");
            f64::from(byte) / 255.0
        };
        let name = name.trim_start_matches("--").to_owned();
        tokens.insert(name, [channel(0), channel(2), channel(4)]);
    }
    tokens
}

/// Relative luminance and contrast as WCAG 2.2 defines them.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let luminance = |colour: [f64; 3]| {
        let [red, green, blue] = colour.map(|part| match part {
            part if part <= 0.04045 => part / 12.92,
            part => ((part + 0.055) / 1.055).powf(2.4),
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn contrast_is_what_wcag_says() {
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 0.001);
    let grey = [f64::from(0x76u8) / 255.0; 3];
    assert!((contrast(grey, [1.0; 3]) - 4.54).abs() < 0.01);
}

#[test]
fn every_text_can_be_read_on_its_ground_in_every_scheme() {
    let light = scheme(":root", &Tokens::new());
    let dark = scheme("@media (prefers-color-scheme: dark) {\n  :root", &light);
    let clear = scheme("@media (prefers-contrast: more) {\n  :root", &light);
    let both = "@media (prefers-contrast: more) and (prefers-color-scheme: dark) {\n  :root";
    let clear_over_dark = scheme("@media (prefers-contrast: more) {\n  :root", &dark);
    let clear_dark = scheme(both, &clear_over_dark);
    // Text, ground, and at least: 7 for what one reads long, 4.5 for the rest, 3 for edges.
    let pairs = [
        ("ink", "paper", 7.0),
        ("ink", "card", 7.0),
        ("ink", "own", 7.0),
        ("ink", "other", 7.0),
        ("ink", "info-tint", 7.0),
        ("ink", "wait-tint", 7.0),
        ("ink", "good-tint", 7.0),
        ("ink", "stop-tint", 7.0),
        ("soft", "paper", 7.0),
        ("soft", "card", 7.0),
        ("soft", "own", 4.5),
        ("link", "paper", 7.0),
        ("link", "card", 7.0),
        ("link", "own", 4.5),
        ("act-ink", "act", 7.0),
        ("act-ink", "act-over", 7.0),
        ("leave-ink", "leave", 7.0),
        ("paper", "ink", 7.0),
        ("good", "good-tint", 4.5),
        ("wait", "wait-tint", 4.5),
        ("stop", "stop-tint", 4.5),
        ("info", "info-tint", 4.5),
        ("stop", "paper", 4.5),
        ("stop", "card", 4.5),
        ("line", "card", 3.0),
        ("line", "paper", 3.0),
        ("focus", "paper", 3.0),
        ("focus", "halo", 3.0),
    ];
    let schemes = [
        ("light", light),
        ("dark", dark),
        ("high contrast", clear),
        ("high contrast, dark", clear_dark),
    ];
    let mut faint = Vec::new();
    for (name, tokens) in &schemes {
        for (text, ground, least) in pairs {
            let found = contrast(tokens[text], tokens[ground]);
            if found < least {
                faint.push(format!(
                    "{name}: {text} on {ground} is {found:.2}, needs {least}"
                ));
            }
        }
    }
    assert!(faint.is_empty(), "{faint:#?}");
}

#[test]
fn the_stylesheet_knows_no_left_and_right() {
    for (number, line) in STYLE.lines().enumerate() {
        // Only what is bound to a direction may name a side.
        if line.contains("[dir=") {
            continue;
        }
        let sided = [
            "-left", "-right", " left:", " right:", ": left", ": right", "float:",
        ];
        let found = sided.iter().find(|side| line.contains(*side));
        assert_eq!(found, None, "line {}: {line}", number + 1);
    }
}

#[test]
fn the_stylesheet_asks_nobody_else_and_stays_small() {
    assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(STYLE.as_bytes()).expect("memory");
    let size = packer.finish().expect("memory").len();
    assert!(size < 14 * 1024, "{size} bytes compressed");
}
