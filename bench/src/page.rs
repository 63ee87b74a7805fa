//! `first-page`: what a stranger's browser loads before the first word can be written.

use std::{
    collections::BTreeSet,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    time::Duration,
};

use serde_json::json;

use crate::{
    favn::{Favn, House},
    process::Outcome,
    tell::{Asked, Claim, Finding, number},
};

/// The front door in each language, which is a folder of `content/languages`.
fn pages() -> Outcome<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content/languages");
    let mut pages = Vec::new();
    for language in std::fs::read_dir(folder)? {
        let language = language?;
        if language.path().is_dir() {
            pages.push(format!("/{}/", language.file_name().to_string_lossy()));
        }
    }
    pages.sort_unstable();
    Ok(pages)
}

pub async fn measure() -> Outcome<Finding> {
    let favn = Favn::build()?;
    let house = House::fresh(&favn).await?;
    let server = house.serve(&favn)?;
    let mut worst = Visit::default();
    let mut notes = Vec::new();
    for page in pages()? {
        let visit = Visit::to(server.address, &page)?;
        notes.push(format!(
            "{page}: {} bytes in {} requests: {}",
            number(visit.bytes as f64),
            visit.requests,
            visit.parts.join(", "),
        ));
        worst.bytes = worst.bytes.max(visit.bytes);
        worst.requests = worst.requests.max(visit.requests);
        worst.others.extend(visit.others);
    }
    if !worst.others.is_empty() {
        notes.push(format!("asked of others: {:?}", worst.others));
    }
    Ok(Finding {
        name: "first-page",
        how: "The front door in each language, fetched as a browser's first visit does: the page, then every \
              style, script, icon and picture that it names, compressed, heads and bodies counted as they came \
              over the wire. The largest of the languages counts."
            .into(),
        json: json!({ "bytes": worst.bytes, "requests": worst.requests, "others": worst.others.len() }),
        claims: vec![
            Claim {
                what: "first page, everything",
                measured: worst.bytes as f64,
                unit: "bytes",
                asked: Asked::AtMost(60_000.0),
            },
            Claim {
                what: "requests to others",
                measured: worst.others.len() as f64,
                unit: "",
                asked: Asked::AtMost(0.0),
            },
        ],
        notes,
    })
}

#[derive(Default)]
struct Visit {
    bytes: usize,
    requests: usize,
    parts: Vec<String>,
    others: BTreeSet<String>,
}

impl Visit {
    fn to(address: SocketAddr, page: &str) -> Outcome<Self> {
        let mut visit = Self::default();
        let (mut seen, mut waiting) = (BTreeSet::from([page.to_owned()]), vec![page.to_owned()]);
        while let Some(path) = waiting.pop() {
            let wire = fetch(address, &path, true)?;
            if !wire.starts_with(b"HTTP/1.1 200") {
                let head = String::from_utf8_lossy(&wire);
                return Err(format!(
                    "{path} answered {}",
                    head.lines().next().unwrap_or_default()
                )
                .into());
            }
            visit.bytes += wire.len();
            visit.requests += 1;
            visit.parts.push(format!(
                "{} {}",
                path.rsplit('/')
                    .find(|part| !part.is_empty())
                    .unwrap_or("/"),
                wire.len()
            ));
            // Once more, uncompressed, to read what it names.
            let plain = fetch(address, &path, false)?;
            for named in named_in(&String::from_utf8_lossy(&plain)) {
                if named.contains("//") {
                    visit.others.insert(named);
                } else if named.starts_with('/') && seen.insert(named.clone()) {
                    waiting.push(named);
                }
            }
        }
        Ok(visit)
    }
}

/// The bytes of one answer exactly as they came, on a connection of its own.
fn fetch(address: SocketAddr, path: &str, compressed: bool) -> Outcome<Vec<u8>> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let encodings = if compressed {
        "gzip, deflate, br, zstd"
    } else {
        "identity"
    };
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: {address}\r\naccept: text/html,*/*\r\naccept-language: da\r\n\
         accept-encoding: {encodings}\r\nconnection: close\r\n\r\n"
    )?;
    let mut wire = Vec::new();
    stream.read_to_end(&mut wire)?;
    Ok(wire)
}

/// What a browser loads by itself because this page, style or script names it.
fn named_in(text: &str) -> Vec<String> {
    let mut named = Vec::new();
    for tag in text
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
    {
        let kind = tag.split_whitespace().next().unwrap_or_default();
        let loads = match kind {
            "script" | "img" | "source" | "video" | "audio" | "iframe" | "embed" => {
                attribute(tag, "src")
            }
            "link" => attribute(tag, "rel")
                .is_some_and(|rel| {
                    !["alternate", "canonical", "next", "prev", "help", "license"].contains(&rel)
                })
                .then(|| attribute(tag, "href"))
                .flatten(),
            "use" | "image" => attribute(tag, "href"),
            _ => None,
        };
        named.extend(loads.map(without_fragment));
    }
    for (before, after) in [
        ("url(", ')'),
        ("from \"", '"'),
        ("import(\"", '"'),
        ("import \"", '"'),
    ] {
        for rest in text.split(before).skip(1) {
            let target = rest
                .split(after)
                .next()
                .unwrap_or_default()
                .trim_matches(['"', '\'']);
            if !target.starts_with("data:") && !target.is_empty() && target.len() < 300 {
                named.push(without_fragment(target));
            }
        }
    }
    named
}

fn without_fragment(target: &str) -> String {
    target.split('#').next().unwrap_or_default().to_owned()
}

fn attribute<'tag>(tag: &'tag str, name: &str) -> Option<&'tag str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next()
}

#[cfg(test)]
mod tests {
    use super::named_in;

    #[test]
    fn what_a_browser_loads_by_itself_is_found_and_a_link_is_not() {
        let page = r#"<link rel="stylesheet" href="/a.css"><link rel="alternate" href="/en/">
            <script type="module" src="/b.js"></script><a href="https://dr.dk">ud</a>
            <img alt="" src="https://elsewhere.example/c.png"><svg><use href="/d.svg#door"/></svg>"#;
        let named = named_in(page);
        assert_eq!(
            named,
            [
                "/a.css",
                "/b.js",
                "https://elsewhere.example/c.png",
                "/d.svg"
            ]
        );
    }
}
