//! What people fill in. Each field has a name of its own, since all stand on one page.

use languages::Lang;

use super::Example;
use crate::components::{
    Checkboxes, Choice, DateField, ErrorSummary, Radios, Select, TextArea, TextField,
};
use crate::words::Words;

pub(super) fn examples(lang: Lang, w: Words) -> Vec<Example> {
    let mut all = typed(lang, w);
    all.extend(chosen(lang, w));
    all
}

fn typed(lang: Lang, w: Words) -> Vec<Example> {
    vec![
        Example::of(
            "error-summary",
            "two errors",
            &ErrorSummary::new(lang)
                .add("phone-wrong", w.example_phone_error())
                .add("postcode-wrong", w.example_postcode_error()),
        ),
        Example::of(
            "text-field",
            "hint, optional",
            &TextField::new(lang, "name", w.example_name())
                .hint(w.example_name_hint())
                .optional(),
        ),
        Example::of(
            "text-field",
            "email",
            &TextField::email(lang, "email", w.example_email()).value("mette@favn.example"),
        ),
        Example::of(
            "text-field",
            "password",
            &TextField::password(lang, "password", w.example_password()).value("never shown"),
        ),
        Example::of(
            "text-field",
            "one-time code",
            &TextField::code(lang, "code", w.example_code()),
        ),
        Example::of(
            "phone",
            "empty",
            &TextField::phone(lang, "phone", w.example_phone()),
        ),
        Example::of(
            "phone",
            "error",
            &TextField::phone(lang, "phone-wrong", w.example_phone())
                .value("12 34")
                .error(Some(w.example_phone_error())),
        ),
        Example::of(
            "postcode",
            "hint",
            &TextField::postcode(lang, "postcode", w.example_postcode())
                .hint(w.example_postcode_hint())
                .value("5000"),
        ),
        Example::of(
            "postcode",
            "hint and error",
            &TextField::postcode(lang, "postcode-wrong", w.example_postcode())
                .hint(w.example_postcode_hint())
                .value("9")
                .error(Some(w.example_postcode_error())),
        ),
        Example::of(
            "text-area",
            "filled",
            &TextArea::new(lang, "story", w.example_story())
                .hint(w.example_story_hint())
                .value(w.example_story_value())
                .rows(3),
        ),
        Example::of(
            "date-field",
            "hint",
            &DateField::new(lang, "due", w.example_due())
                .hint(w.example_due_hint())
                .value("24", "3", "2027"),
        ),
    ]
}

fn chosen(lang: Lang, w: Words) -> Vec<Example> {
    let who = || {
        [
            Choice::new("pregnant", w.example_pregnant()),
            Choice::new("mother", w.example_mother()),
            Choice::new("father", w.example_father()).hint(w.example_father_hint()),
        ]
    };
    let needs = || {
        [
            Choice::new("talk", w.example_talk()),
            Choice::new("money", w.example_money()),
            Choice::new("company", w.example_company()),
        ]
    };
    vec![
        Example::of(
            "radios",
            "one chosen",
            &Radios::new(lang, "who", w.example_who())
                .choices(who())
                .chosen("father"),
        ),
        Example::of(
            "radios",
            "inline",
            &Radios::new(lang, "who-inline", w.example_who())
                .choices(who().into_iter().take(2))
                .inline(),
        ),
        Example::of(
            "checkboxes",
            "two ticked",
            &Checkboxes::new(lang, "needs", w.example_needs())
                .choices(needs())
                .chosen(["talk", "company"]),
        ),
        Example::of(
            "select",
            "nothing chosen",
            &Select::new(lang, "municipality", w.example_municipality())
                .choice(Choice::new("461", "Odense"))
                .choice(Choice::new("751", "Aarhus")),
        ),
    ]
}
