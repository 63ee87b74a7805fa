//! The program itself, through the door that the server uses, and its PDF through poppler.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use languages::Lang;
use letters::{Block, Client, Document, LettersError};

const PROGRAM: &str = env!("CARGO_BIN_EXE_favn-letters");

fn client() -> Client {
    // Tests share two cores with each other, and the program is not optimised.
    Client::new(Some(PathBuf::from(PROGRAM))).patience(Duration::from_secs(120))
}

fn document(name: &str) -> Document {
    let path = format!("../foundation/letters/tests/documents/{name}.json");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).expect("a document")
}

async fn pdf(name: &str) -> Vec<u8> {
    client().pdf(&document(name)).await.expect("a PDF")
}

/// What one of poppler's tools says about a PDF.
fn poppler(tool: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let mut tool = Command::new(tool)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("poppler-utils is installed: make tools-for-test");
    let mut input = tool.stdin.take().expect("a pipe");
    let pdf = pdf.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&pdf));
    let output = tool.wait_with_output().expect("it ends");
    writer.join().expect("it writes").expect("it is read");
    // Titles of headings come as UTF-16.
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The text as it is read, on one line, without marks of direction.
fn text(pdf: &[u8]) -> String {
    let text = poppler("pdftotext", &["-", "-"], pdf);
    let marks = ['\u{200e}', '\u{200f}', '\u{feff}'];
    let plain: String = text
        .chars()
        .filter(|c| !marks.contains(c) && !('\u{202a}'..='\u{202e}').contains(c))
        .filter(|c| !('\u{2066}'..='\u{2069}').contains(c))
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn each_is_pdf_ua_with_its_language_and_title() {
    for name in Lang::all().map(Lang::code) {
        let (document, pdf) = (document(name), pdf(name).await);
        let about = poppler("pdfinfo", &["-"], &pdf);
        assert!(
            about
                .lines()
                .any(|line| line.split_whitespace().eq(["Tagged:", "yes"])),
            "{about}"
        );
        let meta = poppler("pdfinfo", &["-meta", "-"], &pdf);
        let said = [
            "<pdfuaid:part>1</pdfuaid:part>".to_owned(),
            format!("<rdf:li>{}</rdf:li>", document.lang.code()),
            format!(">{}</rdf:li>", document.title),
        ];
        for said in said {
            assert!(meta.contains(&said), "{said} in {meta}");
        }
        let titled = b"/DisplayDocTitle true";
        assert!(pdf.windows(titled.len()).any(|part| part == titled));
    }
}

#[tokio::test]
async fn what_is_said_is_read_in_its_order() {
    let text = text(&pdf("da").await);
    let order = [
        "Navn:",
        "Odense Kommune",
        "Dato:",
        "Ansøgning om hjælp til en enkeltudgift",
        "Kære sagsbehandler",
        "efter § 81",
        "Det har vi brug for",
        "En vaskemaskine",
        "Indtægter og udgifter",
        "Løn efter skat",
        "16.240 kr.",
        "Til rådighed om måneden",
        "Kommunen skal svare",
        "Lønsedler",
        "Telefon:",
        "Underskrift:",
        "Kilder",
        "https://www.retsinformation.dk/eli/lta/2025/1031",
    ];
    let mut rest = text.as_str();
    for part in order {
        let (_, after) = rest
            .split_once(part)
            .unwrap_or_else(|| panic!("{part} in {rest}"));
        rest = after;
    }
    assert!(
        text.contains("Side 1 af 2") && text.contains("Side 2 af 2"),
        "{text}"
    );
}

#[tokio::test]
async fn arabic_is_stored_as_its_letters_and_drawn_in_its_forms() {
    let pdf = pdf("ar").await;
    let text = text(&pdf);
    for part in [
        "طلب مساعدة في مصروف منفرد",
        "ما نحتاج إليه",
        "الدخل والمصروف في الشهر",
        "التوقيع",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    // The letters themselves, not the code points of their forms.
    assert!(
        !text.contains(|c| ('\u{fb50}'..='\u{fdff}').contains(&c)),
        "{text}"
    );
    assert!(
        !text.contains(|c| ('\u{fe70}'..='\u{fefc}').contains(&c)),
        "{text}"
    );
    let fonts = poppler("pdffonts", &["-"], &pdf);
    assert!(
        fonts.contains("NotoNaskhArabic") && fonts.contains("+NotoSans "),
        "{fonts}"
    );
    let direction = b"/Direction/R2L";
    assert!(pdf.windows(direction.len()).any(|part| part == direction));
}

#[tokio::test]
async fn a_screen_reader_finds_headings_lists_tables_and_figures() {
    let structure = poppler("pdfinfo", &["-struct", "-"], &pdf("da").await);
    for tag in [
        "H1",
        "H2",
        "P (block)",
        "L (block)",
        "LBody",
        "Table",
        "TH",
        "TD",
        "Figure",
        "Caption",
        "Link",
    ] {
        let found = structure
            .lines()
            .any(|line| line.trim_start().starts_with(tag));
        assert!(found, "{tag} in {structure}");
    }
}

#[tokio::test]
async fn nothing_that_was_written_is_read_as_markup() {
    let pdf = pdf("hostile").await;
    let text = text(&pdf);
    let written = [
        r#"#panic("a") <h1>b</h1> $c$ \ @d"#,
        r#"#eval("1+1") <script>alert(1)</script>"#,
        "*fed* _kursiv_",
        r#"#include "/etc/passwd""#,
        r#"#read("/etc/passwd") #image("x") #sys.inputs $a^2$ \u{41} \ @ref <label> // kommentar /* mere */"#,
        "#set page(width: 1pt)",
        "vendom[31m slut linje end",
        "#context counter(page).update(99)",
    ];
    for written in written {
        assert!(text.contains(written), "{written} in {text}");
    }
    assert!(
        !text.contains("root:") && text.contains("Side 1 af"),
        "{text}"
    );
    let structure = poppler("pdfinfo", &["-struct", "-"], &pdf);
    assert!(
        structure.contains("H1") && !structure.contains("Link"),
        "a link that should be none"
    );
}

fn pages(pdf: &[u8]) -> usize {
    let about = poppler("pdfinfo", &["-"], pdf);
    let mut lines = about.lines();
    let said = lines.find_map(|line| line.strip_prefix("Pages:"));
    said.and_then(|said| said.trim().parse().ok())
        .expect("a number of pages")
}

#[tokio::test]
async fn what_should_fit_on_two_pages_is_set_closer_and_nothing_is_left_out() {
    let client = client();
    for lang in Lang::all() {
        let letter = document(lang.code());
        let mut brief = Document::brief(lang, letter.title.clone());
        // As much as is a little too long.
        loop {
            brief.blocks.extend(letter.blocks.clone());
            if pages(&client.pdf(&brief).await.expect("a PDF")) > 2 {
                break;
            }
        }
        brief.blocks.push(Block::paragraph("31415926"));
        brief.pages = Some(2);
        let close = client.pdf(&brief).await.expect("a PDF");
        assert_eq!(pages(&close), 2, "{}", lang.code());
        assert!(text(&close).contains("31415926"), "{}", lang.code());
        // What cannot be read any closer takes the pages that it needs.
        brief.blocks = std::iter::repeat_n(brief.blocks, 4).flatten().collect();
        let long = client.pdf(&brief).await.expect("a PDF");
        assert!(pages(&long) > 2, "{}", lang.code());
    }
}

#[tokio::test]
async fn the_same_document_is_the_same_file() {
    let client = client();
    let first = client.pdf(&document("da")).await.expect("a PDF");
    client.pdf(&document("ar")).await.expect("a PDF");
    assert!(client.pdf(&document("da")).await.expect("a PDF") == first);
}

#[tokio::test]
async fn what_no_font_has_is_named_and_what_cannot_be_is_refused() {
    let client = client();
    let mut letter = Document::letter(Lang::DEFAULT, "Til 明");
    letter.blocks = vec![Block::paragraph("❤ 明")];
    match client.pdf(&letter).await {
        Err(LettersError::Unprintable(characters)) => assert_eq!(characters, "明❤"),
        other => panic!("{other:?}"),
    }
    // PDF/UA wants a title.
    let untitled = Document::letter(Lang::DEFAULT, "");
    let error = client.pdf(&untitled).await.expect_err("no title");
    assert!(matches!(error, LettersError::Refused(_)), "{error}");
    client.pdf(&document("uk")).await.expect("it goes on");
}

#[tokio::test]
async fn a_monstrous_document_ends_nothing() {
    let client = client();
    let mut letter = Document::letter(Lang::DEFAULT, "a");
    letter.blocks = vec![Block::paragraph("x".repeat(100_000))];
    letter
        .blocks
        .extend((0..300).map(|n| Block::points([n.to_string()])));
    // Set or refused: either is an answer.
    match client.pdf(&letter).await {
        Ok(pdf) => assert!(pdf.starts_with(b"%PDF")),
        Err(error) => assert!(matches!(error, LettersError::Refused(_)), "{error}"),
    }
    client.pdf(&document("en")).await.expect("it goes on");
}

#[test]
fn while_it_works_it_can_open_neither_file_nor_socket() {
    let mut program = Command::new(PROGRAM)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut jobs = program.stdin.take().expect("a pipe");
    let mut answers = program.stdout.take().expect("a pipe");
    jobs.write_all(b"no document\n").expect("it reads");
    let mut kind = [0];
    answers.read_exact(&mut kind).expect("it answers");
    assert_eq!(&kind, b"R");
    let place = format!("/proc/{}", program.id());
    let limits = std::fs::read_to_string(format!("{place}/limits")).expect("limits");
    let limit = |name: &str| {
        let line = limits
            .lines()
            .find(|line| line.starts_with(name))
            .expect("a limit");
        line[name.len()..]
            .split_whitespace()
            .next()
            .expect("a number")
            .to_owned()
    };
    assert_eq!(limit("Max open files"), "3");
    assert_eq!(limit("Max file size"), "0");
    assert_eq!(limit("Max address space"), (1u64 << 30).to_string());
    // What it has besides those three it was handed by who ran this test.
    let open = |place: &str| -> BTreeSet<PathBuf> {
        let files = std::fs::read_dir(format!("{place}/fd")).expect("open files");
        let files = files.map(|file| file.expect("a file").path());
        let further = files.filter(|file| !["0", "1", "2"].iter().any(|own| file.ends_with(own)));
        further
            .filter_map(|file| std::fs::read_link(file).ok())
            .collect()
    };
    assert!(
        open(&place).is_subset(&open("/proc/self")),
        "{:?}",
        open(&place)
    );
    drop(jobs);
    assert!(
        program.wait().expect("it ends").success(),
        "it ends with its input"
    );
}
