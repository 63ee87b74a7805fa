//! Where a guide stands: a family's own under `/rights`, or a counsellor's beside what she works
//! on. The pages are the same; the place says where their forms go and what frames them.

use access::{Actor, House};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use languages::Lang;
use web::components::Html;
use web::{AppError, FormToken, Reader, Shell};

use super::beside::Beside;
use crate::words::Words;

/// Where a family's own guide stands.
const OWN: &str = "/rights";

/// A place, and who is there.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) house: &'a House,
    pub(super) actor: &'a Actor,
    pub(super) reader: &'a Reader,
    /// A counsellor's; none for a family's own.
    pub(super) beside: Option<&'a Beside<'a>>,
}

/// Where the forms of a page go.
pub(super) struct Ways {
    pub(super) hidden: Hidden,
    pub(super) start: String,
    pub(super) step: String,
    pub(super) letter: String,
    /// A letter opens in a tab of its own: a frame cannot be printed.
    pub(super) letter_apart: bool,
    /// Below the family's own alone: what it keeps, tries and hands over is its own to do.
    pub(super) calendar: Option<String>,
    pub(super) what_if: Option<String>,
    pub(super) hand: Option<String>,
    /// Where a counsellor gives a result.
    pub(super) share: Option<Share>,
}

/// Where a result is given, and what the buttons say.
pub(super) struct Share {
    reader: Reader,
    pub(super) to: String,
    pub(super) one: String,
    pub(super) all: String,
}

impl Share {
    /// For one button: pressed twice it shares once.
    pub(super) fn once(&self) -> String {
        self.reader.once().value()
    }
}

/// The fields that every form carries along: the token, and that the answer is to stand in the
/// frame again.
#[derive(Template)]
#[template(path = "rights_hidden.html")]
pub(super) struct Hidden {
    token: FormToken,
    framed: bool,
}

impl askama::filters::HtmlSafe for Hidden {}

/// What frames a page.
pub(super) struct About {
    pub(super) title: String,
    /// Lists of cards, rather than text to read.
    pub(super) wide: bool,
    /// It shows a letter.
    pub(super) letter: bool,
}

impl About {
    pub(super) fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            wide: false,
            letter: false,
        }
    }

    pub(super) fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    pub(super) fn letter(mut self) -> Self {
        self.letter = true;
        self
    }
}

#[derive(Template)]
#[template(path = "rights_page.html")]
struct Whole {
    shell: Shell,
    w: Words,
    /// What was told is kept for this tab, so that it is there after a page closed by mistake.
    keep: bool,
    about: About,
    body: Html,
}

#[derive(Template)]
#[template(path = "rights_frame.html")]
struct Framed {
    lang: Lang,
    title: String,
    w: Words,
    styles: Vec<String>,
    script: String,
    body: Html,
}

impl<'a> Place<'a> {
    /// Where a family's own guide stands.
    pub(super) fn own(house: &'a House, actor: &'a Actor, reader: &'a Reader) -> Self {
        Self {
            house,
            actor,
            reader,
            beside: None,
        }
    }

    fn at(&self) -> &str {
        self.beside.map_or(OWN, |beside| &beside.at)
    }

    /// Whether whoever is here may go on: ask, change, write letters.
    pub(super) fn acts(&self) -> bool {
        self.beside.is_none_or(|beside| beside.share.is_some())
    }

    pub(super) fn ways(&self) -> Ways {
        let (reader, at) = (self.reader, self.at());
        let own = self.beside.is_none();
        let below = |name: &str| reader.url(&format!("{at}/{name}"));
        let family = own && self.actor.family().is_ok();
        Ways {
            hidden: Hidden {
                token: reader.shell("").form_token(),
                framed: self.is_framed(),
            },
            start: reader.url(&self.first()),
            step: reader.url(at),
            letter: below("letter"),
            letter_apart: self.is_framed(),
            calendar: own.then(|| below("calendar")),
            what_if: own.then(|| below("what-if")),
            hand: family.then(|| reader.url("/conversation/rights")),
            share: self.beside.and_then(|beside| {
                let share = beside.share.as_ref()?;
                Some(Share {
                    reader: reader.clone(),
                    to: reader.url(&share.to),
                    one: share.one.clone(),
                    all: share.all.clone(),
                })
            }),
        }
    }

    fn is_framed(&self) -> bool {
        self.beside.is_some_and(|beside| beside.framed)
    }

    fn first(&self) -> String {
        let frame = if self.is_framed() { "?frame=1" } else { "" };
        format!("{}{frame}", self.at())
    }

    /// To the first page: what was sent is no family's.
    pub(super) fn anew(&self) -> Response {
        self.reader.redirect(&self.first()).into_response()
    }

    /// A finished page of the guide.
    pub(super) fn page(
        &self,
        status: StatusCode,
        about: About,
        body: Html,
    ) -> Result<Response, AppError> {
        let lang = self.reader.lang();
        let w = Words::of(lang);
        if self.is_framed() {
            let assets = &self.reader.site().assets;
            let asset = |name| assets.address(name).unwrap_or_default().to_owned();
            let page = Framed {
                lang,
                title: self.reader.shell(about.title).title,
                w,
                styles: ["site.css", "rights.css"].map(asset).into(),
                script: asset("guide.js"),
                body,
            };
            return self.reader.page_with_script_in_own_frame(status, &page);
        }
        let shell = match self.beside {
            Some(_) => self
                .house
                .staff_shell(self.reader, self.actor, &*about.title),
            None => self.reader.shell(&*about.title),
        };
        let page = Whole {
            // A page that answers a post is read in another language from the first one on.
            shell: match self.reader.is_reading() {
                true => shell,
                false => shell.at(self.at()),
            },
            w,
            keep: self.beside.is_none(),
            about,
            body,
        };
        self.reader.page_as(status, &page)
    }
}
