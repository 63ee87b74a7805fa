use std::fs;

use super::{Tongue, words};

fn generated(files: &[(&str, &str)]) -> Result<String, Vec<String>> {
    let dir = tempfile::tempdir().expect("a folder of the test's own");
    for (code, text) in files {
        fs::write(dir.path().join(format!("{code}.ftl")), text).expect("a file in it");
    }
    let tongue = |code: &str| Tongue {
        code: code.to_owned(),
        isolated: code == "ar",
    };
    let here = format!("{}/", dir.path().display());
    words(dir.path(), &[tongue("da"), tongue("ar")]).map_err(|problems| {
        problems
            .iter()
            .map(|problem| problem.replace(&here, ""))
            .collect()
    })
}

#[track_caller]
fn refused(danish: &str, arabic: &str, problem: &str) {
    let problems = generated(&[("da", danish), ("ar", arabic)]).expect_err("should be refused");
    assert_eq!(problems, [problem]);
}

#[test]
fn a_message_without_arguments_is_resolved_while_building() {
    let text = generated(&[
        (
            "da",
            "-house = Favn\nwelcome = Velkommen til { -house }{ \"!\" }\n",
        ),
        ("ar", "-house = Favn\nwelcome = أهلا بك في { -house }\n"),
    ])
    .expect("nothing is wrong");
    assert!(
        text.contains("pub fn welcome(&self) -> &'static str"),
        "{text}"
    );
    assert!(
        text.contains("self.0.pick(&[\"Velkommen til Favn!\", \"أهلا بك في Favn\"])"),
        "{text}"
    );
    assert!(
        !text.contains("MESSAGES"),
        "nothing to do at run time: {text}"
    );
}

#[test]
fn arguments_come_in_the_order_of_the_first_language() {
    let text = generated(&[
        ("da", "waiting-time = { $own-name } er nummer { $place }\n"),
        (
            "ar",
            "waiting-time = { $place ->\n    [one] أ\n   *[other] { $place }\n} { $own-name }\n",
        ),
    ])
    .expect("nothing is wrong");
    let method = "pub fn waiting_time(&self, own_name: impl Into<::languages::Arg>, \
                  place: impl Into<::languages::Count>) -> String";
    assert!(text.contains(method), "{text}");
}

#[test]
fn a_message_takes_the_arguments_of_those_it_refers_to() {
    let both = "inner = { $name }\nouter = { inner }, { $day }\n";
    let text = generated(&[("da", both), ("ar", both)]).expect("nothing is wrong");
    assert!(text.contains("pub fn outer(&self, name: impl"), "{text}");
    refused(
        both,
        "inner = { $name }\nouter = { $day }\n",
        "ar.ftl:2: `outer` takes $day but in da.ftl it takes $day, $name. Use the same arguments in both.",
    );
}

#[test]
fn a_term_keeps_its_own_arguments() {
    let both = "-house = { $case ->\n   *[plain] Favn\n    [of] Favns\n}\nours = { -house(case: \"of\") } sider\n";
    let text = generated(&[("da", both), ("ar", both)]).expect("nothing is wrong");
    assert!(
        text.contains("pub fn ours(&self) -> &'static str"),
        "{text}"
    );
    assert!(text.contains("\"Favns sider\""), "{text}");
}

#[test]
fn languages_must_have_the_same_messages() {
    refused(
        "a = A\nb = B\n",
        "a = A\n",
        "ar.ftl: `b` is missing. Translate it: da.ftl:2",
    );
    refused(
        "a = A\n",
        "a = A\n\nb = B\n",
        "ar.ftl:3: `b` is not in da.ftl. Add it there, or remove it here.",
    );
}

#[test]
fn a_slip_of_the_pen_is_told_with_its_line() {
    refused(
        "a = A\n\nb = { $x\n\nc = C\n",
        "a = A\n",
        "da.ftl:3: Expected a token starting with \"}\". Mend `b = { $x` or what follows it.",
    );
    refused(
        "a = A\nb = B\na = C\n",
        "a = A\nb = B\n",
        "da.ftl:1: `a` is written twice. Keep one.",
    );
    refused(
        "a = { -house }\n",
        "a = A\n",
        "da.ftl:1: in `a`: there is no term `-house` in this file. Add it, or write the text out.",
    );
    refused(
        "a = A { b }\n",
        "a = A\n",
        "da.ftl:1: in `a`: there is no message `b` in this file. Add it, or write the text out.",
    );
    refused(
        "a = A\n",
        "a = { a }\n",
        "ar.ftl:1: in `a`: `a` refers back to itself. Write one of them out.",
    );
}

#[test]
fn what_is_not_used_here_is_refused() {
    refused(
        "a = A\n    .title = B\n",
        "a = A\n",
        "da.ftl:1: `a` has attributes. Write each as a message of its own.",
    );
    refused(
        "a = { NUMBER(1) }\n",
        "a = A\n",
        "da.ftl:1: in `a`: NUMBER() is not known here. Numbers are formatted by themselves; dates come as text.",
    );
}

#[test]
fn a_name_must_work_as_a_method() {
    refused(
        "continue = Videre\n",
        "continue = A\n",
        "da.ftl:1: `continue` is a word that Rust or `Words` has taken. Say more, such as `continue-button` or \
         `continue-label`.",
    );
    refused(
        "goOn = Videre\n",
        "goOn = A\n",
        "da.ftl:1: `goOn` is not a usable name. Use lower-case words joined by single hyphens.",
    );
}

#[test]
fn every_language_has_its_file_and_no_other_has() {
    let problems = generated(&[("da", "a = A\n")]).expect_err("Arabic is missing");
    assert!(
        problems[0].starts_with("ar.ftl: ") && problems[0].contains("needs this file"),
        "{problems:?}"
    );
    let problems = generated(&[("da", "a = A\n"), ("ar", "a = A\n"), ("xx", "a = A\n")])
        .expect_err("a stranger");
    assert!(
        problems[0].starts_with("xx.ftl: no such language"),
        "{problems:?}"
    );
}
