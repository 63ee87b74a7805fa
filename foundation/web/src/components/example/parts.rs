//! What pages show and what people press.

use languages::Lang;

use super::Example;
use crate::components::{
    Badge, Button, Card, Dialog, EmptyState, Illustration, LanguageChooser, Link, Notice,
    Pagination, QuickExit, SkipLink, Steps, SummaryList, Tabs, Timeline, Tone,
};
use crate::words::Words;

pub(super) fn examples(lang: Lang, w: Words) -> Vec<Example> {
    let mut all = pressed(w);
    all.extend(said(lang, w));
    all.extend(shown(lang, w));
    all.extend(ways(lang, w));
    all.extend(
        Illustration::ALL.map(|(name, picture)| Example::of("illustrations", name, &picture)),
    );
    all
}

fn pressed(w: Words) -> Vec<Example> {
    vec![
        Example::of("button", "main", &Button::new(w.example_start())),
        Example::of(
            "button",
            "secondary",
            &Button::new(w.example_later()).secondary(),
        ),
        Example::of("button", "quiet", &Button::new(w.example_cancel()).quiet()),
        Example::of(
            "button",
            "danger",
            &Button::new(w.example_delete()).danger(),
        ),
        Example::of("link", "plain", &Link::new(w.example_read_more(), "#")),
        Example::of("link", "back", &Link::back(w.example_back(), "#")),
        Example::of("link", "button", &Link::new(w.example_find(), "#").button()),
        Example::of(
            "link",
            "call",
            &Link::call("12 34 56 78", "+45 12 34 56 78"),
        ),
    ]
}

fn said(lang: Lang, w: Words) -> Vec<Example> {
    vec![
        Example::of("notice", "info", &Notice::info(lang, w.example_info())),
        Example::of("notice", "warn", &Notice::warn(lang, w.example_warn())),
        Example::of(
            "notice",
            "success",
            &Notice::success(lang, w.example_success()),
        ),
        Example::of(
            "notice",
            "urgent",
            &Notice::urgent(lang, w.example_urgent())
                .title(w.example_urgent_title())
                .action(&Link::call("112", "112")),
        ),
        Example::of("badge", "plain", &Badge::new(w.example_unverified())),
        Example::of(
            "badge",
            "good",
            &Badge::new(w.example_open()).tone(Tone::Good),
        ),
        Example::of(
            "badge",
            "wait",
            &Badge::new(w.example_queue()).tone(Tone::Wait),
        ),
        Example::of(
            "badge",
            "stop",
            &Badge::new(w.example_closed()).tone(Tone::Stop),
        ),
    ]
}

/// An offer, as the directory lists it and a conversation shares it.
pub(super) fn offer(lang: Lang, w: Words) -> Card {
    Card::new(w.example_offer())
        .url("#example-card")
        .text(w.example_offer_text())
        .badge(Badge::new(w.example_open()).tone(Tone::Good))
        .badge(Badge::new(w.example_unverified()))
        .fact(w.example_price(), w.example_free())
        .fact(w.example_distance(), lang.distance(2_400.0))
        .action(&Link::call(w.example_call(), "+45 12 34 56 78"))
        .source(w.example_source())
}

fn shown(lang: Lang, w: Words) -> Vec<Example> {
    vec![
        Example::of("card", "offer", &offer(lang, w)),
        Example::of(
            "card",
            "plain",
            &Card::new(w.example_company()).text(w.example_offer_text()),
        ),
        Example::of(
            "summary-list",
            "with actions",
            &SummaryList::new()
                .row(w.example_who(), w.example_father())
                .action(&Link::new(w.example_change(), "#").about(w.example_who()))
                .row(w.example_postcode(), "5000 Odense C")
                .action(&Link::new(w.example_change(), "#").about(w.example_postcode()))
                .part(
                    w.example_price(),
                    &Badge::new(w.example_free()).tone(Tone::Good),
                ),
        ),
        Example::of(
            "timeline",
            "two events",
            &Timeline::new()
                .event(w.example_today(), w.example_event_taken())
                .event(w.example_yesterday(), w.example_event_written())
                .text(w.example_story_value()),
        ),
        Example::of(
            "empty-state",
            "nobody waits",
            &EmptyState::new(w.example_empty()).text(w.example_empty_text()),
        ),
    ]
}

fn ways(lang: Lang, w: Words) -> Vec<Example> {
    vec![
        Example::of("skip-link", "focused", &SkipLink::new(lang)),
        Example::of(
            "language-chooser",
            "closed",
            &LanguageChooser::new(lang, "/components"),
        ),
        Example::of(
            "quick-exit",
            "button",
            &QuickExit::new(lang, "#example-quick-exit", "#"),
        ),
        Example::of(
            "tabs",
            "with counts",
            &Tabs::new(w.example_conversations())
                .tab(w.example_queue(), "#")
                .count(lang.number(3))
                .current(w.example_mine(), "#")
                .count(lang.number(1))
                .tab(w.example_ended(), "#"),
        ),
        Example::of(
            "pagination",
            "in the middle",
            &Pagination::new(lang, 2, 12, |page| format!("#page-{page}")),
        ),
        Example::of(
            "dialog",
            "its link",
            &Link::new(w.example_delete(), "#example-dialog")
                .secondary()
                .opens("delete-dialog"),
        ),
        Example::of(
            "dialog",
            "the dialog (opens with script)",
            &Dialog::new(lang, "delete-dialog", w.example_delete_title())
                .text(w.example_delete_text())
                .body(&Button::new(w.example_delete()).danger()),
        ),
        Example::of(
            "steps",
            "two of four",
            &Steps::new(lang, 2, 4).name(w.example_step()),
        ),
    ]
}
