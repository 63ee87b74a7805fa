//! Letters of the real program, handed to a real SMTP server.

use std::collections::BTreeSet;

use e2e::{House, PostOffice, ask, fresh_database};
use serde_json::Value;

const FROM: &str = "Favneby Rådgivning <favn@favneby.example>";

fn house_with(office: &PostOffice) -> House {
    let house = House::new();
    let port = office.port();
    house.set(&format!(
        "[mail]\nsmtp = \"smtp://127.0.0.1:{port}\"\nfrom = \"{FROM}\"\n"
    ));
    house
}

fn text<'a>(letter: &'a Value, path: &str) -> &'a str {
    let found = letter.pointer(path).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("no {path} in {letter:#}"))
}

#[test]
fn an_invitation_arrives_whole_in_danish_and_in_arabic() {
    let mut office = PostOffice::open();
    let house = house_with(&office);
    let database = house.database();
    let favn = house.demo_on(&database);
    for (lang, subject, line) in [
        (
            "da",
            "Du er inviteret til Favneby Familierådgivning",
            "Åbn dette link for at vælge din kode:",
        ),
        (
            "ar",
            "دعوة للانضمام إلى Favneby Familierådgivning",
            "افتح هذا الرابط لاختيار كلمة المرور:",
        ),
    ] {
        let email = format!("anne-{lang}@favneby.example");
        let link = house.invite_on(&database, &email, "Anne Holm", "counsellor", lang);
        let letter = office.next("letter");
        assert_eq!(text(&letter, "/subject"), subject);
        let said = text(&letter, "/text").replace("\r\n", "\n");
        assert!(said.contains(line), "{said}");
        assert!(
            said.lines().any(|line| line == link),
            "the link does not stand alone on a line: {said}"
        );
        assert!(
            !said.contains(['\u{2068}', '\u{2069}', '\u{fffd}']),
            "{said:?}"
        );
        assert_eq!(text(&letter, "/from/name"), "Favneby Rådgivning");
        assert_eq!(text(&letter, "/from/address"), "favn@favneby.example");
        assert_eq!(text(&letter, "/to/0/address"), email);
        assert_eq!(text(&letter, "/envelope/from"), "favn@favneby.example");
        assert_eq!(text(&letter, "/envelope/to/0"), email);
        // Letters alone, nothing that fetches: no second part, no picture, one link.
        assert_eq!(
            (&letter["html"], &letter["attachments"]),
            (&Value::Null, &0.into())
        );
        assert_eq!(said.matches("http").count(), 1, "{said}");
        assert!(text(&letter, "/raw").is_ascii(), "eight bits on the wire");
        let named: BTreeSet<&str> = letter["headers"]
            .as_object()
            .expect("headers")
            .keys()
            .map(String::as_str)
            .collect();
        let wanted = BTreeSet::from([
            "from",
            "to",
            "subject",
            "date",
            "message-id",
            "auto-submitted",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
        ]);
        assert_eq!(named, wanted, "neither less nor more");
        let id = text(&letter, "/headers/message-id");
        assert!(
            id.starts_with('<') && id.ends_with("@favneby.example>") && id.len() > 40,
            "{id}"
        );
        assert_eq!(text(&letter, "/headers/auto-submitted"), "auto-generated");
    }
    favn.kill();
    assert!(office.unread("letter").is_empty(), "a letter came twice");
}

/// What is promised: at least once. A letter that the server has taken, but whose job was not
/// crossed off, is sent once more, and both carry one Message-ID.
#[test]
fn a_kill_between_accepted_and_done_sends_one_letter_once_more() {
    let mut office = PostOffice::open();
    let house = house_with(&office);
    let url = fresh_database("mail");
    let favn = house.demo_on(&url);
    office.will("hold");
    house.invite_on(
        &url,
        "anne@favneby.example",
        "Anne Holm",
        "counsellor",
        "da",
    );
    let first = office.next("letter");
    favn.kill();
    office.will("take");

    let favn = house.demo_on(&url);
    // Its lock runs out after two minutes; the row says so, and here they pass at once.
    let locked = "select count(*) from jobs where kind = 'mail' and locked_until > now()";
    assert_eq!(ask(&url, locked), "1");
    assert!(office.unread("letter").is_empty(), "a locked job was run");
    ask(
        &url,
        "update jobs set locked_until = now() where kind = 'mail'",
    );
    let second = office.next("letter");
    assert_eq!(
        text(&first, "/headers/message-id"),
        text(&second, "/headers/message-id")
    );
    assert_eq!(text(&first, "/text"), text(&second, "/text"));
    // A later letter finds the queue empty before it.
    house.invite_on(&url, "bo@favneby.example", "Bo Holm", "counsellor", "da");
    let later = office.next("letter");
    assert_eq!(text(&later, "/to/0/address"), "bo@favneby.example");
    favn.kill();
    assert!(office.unread("letter").is_empty());
}
