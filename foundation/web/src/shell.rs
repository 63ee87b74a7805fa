//! The frame of every page: what `pages/shell.html` is given.

use std::fmt;

use askama::filters::HtmlSafe;
use languages::Lang;

use crate::assets::PREFIX;
use crate::components::{Illustration, LanguageChooser, QuickExit, SkipLink};
use crate::reader::Reader;
use crate::site::Area;
use crate::token;
use crate::words::Words;

/// One link of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// Where it leads, with the language.
    pub url: String,
    /// What it says.
    pub label: String,
    /// Whether the reader is there already.
    pub current: bool,
}

/// The frame. A page's struct has a field `shell: Shell`, made by [`Reader::shell`].
pub struct Shell {
    reader: Reader,
    /// The language of the page.
    pub lang: Lang,
    /// What the browser's tab says: the neutral title when the reader asked for it.
    pub title: String,
    /// The organisation's name.
    pub organisation: String,
    /// A made-up organisation: say so.
    pub demo: bool,
    /// The menu at the top.
    pub navigation: Vec<NavItem>,
    /// The links at the foot.
    pub footer: Vec<NavItem>,
    here: String,
    quick_exit: bool,
}

impl Shell {
    pub(crate) fn new(reader: Reader, title: String) -> Self {
        let site = reader.site().clone();
        let lang = reader.lang();
        let organisation = site.settings.organisation.clone();
        let title = if reader.is_neutral() {
            Words::of(lang).neutral_title().to_owned()
        } else {
            format!("{title} · {organisation}")
        };
        // A page that answers a post has no address of its own to be read at in another language.
        let here = if reader.is_reading() {
            reader.here()
        } else {
            "/"
        }
        .to_owned();
        Shell {
            navigation: menu(&reader, Area::Public),
            footer: menu(&reader, Area::Foot),
            lang,
            title,
            organisation,
            demo: site.settings.demo,
            here,
            quick_exit: true,
            reader,
        }
    }

    /// A page for staff: their menu, no quick exit.
    #[must_use]
    pub fn staff(mut self) -> Self {
        self.navigation = menu(&self.reader, Area::Staff);
        self.footer = Vec::new();
        self.quick_exit = false;
        self
    }

    /// Where the language chooser leads, for a page that answers a post: `/find`.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.here = path.into();
        self
    }

    /// One more link at the end of the top menu.
    #[must_use]
    pub fn link(mut self, path: &str, label: impl Into<String>) -> Self {
        let item = NavItem {
            url: self.url(path),
            label: label.into(),
            current: is_current(&self.reader, path),
        };
        self.navigation.push(item);
        self
    }

    /// The words of the frame and its components.
    pub fn words(&self) -> Words {
        Words::of(self.lang)
    }

    /// The address of `path` in the page's language.
    pub fn url(&self, path: &str) -> String {
        self.reader.url(path)
    }

    /// The address of the static file `name`. A test holds that the pages ask for none that is
    /// not there; were one missing, the browser would be told so.
    pub fn asset(&self, name: &str) -> String {
        match self.reader.site().assets.address(name) {
            Some(address) => address.to_owned(),
            None => format!("{PREFIX}{name}"),
        }
    }

    /// The hidden field that every form needs: `{{ shell.form_token() }}`.
    pub fn form_token(&self) -> FormToken {
        FormToken(self.reader.form_token())
    }

    /// The stylesheet.
    pub fn style_url(&self) -> String {
        self.asset("site.css")
    }

    /// The frame's own script.
    pub fn script_url(&self) -> String {
        self.asset("site.js")
    }

    /// The icon in the tab, as neutral as the neutral title.
    pub fn icon_url(&self) -> String {
        self.asset("icon.svg")
    }

    /// The front page.
    pub fn home_url(&self) -> String {
        self.url("/")
    }

    /// The mark beside the name.
    pub fn logo(&self) -> Illustration {
        Illustration::Logo
    }

    /// The first thing a keyboard meets.
    pub fn skip_link(&self) -> SkipLink {
        SkipLink::new(self.lang)
    }

    /// The same page in other languages.
    pub fn language_chooser(&self) -> LanguageChooser {
        LanguageChooser::new(self.lang, &self.here)
    }

    /// Away at once; `None` on the pages of staff.
    pub fn quick_exit_button(&self) -> Option<QuickExit> {
        let exit_url = &self.reader.site().settings.exit_url;
        self.quick_exit
            .then(|| QuickExit::new(self.lang, self.url("/leave"), exit_url.clone()))
    }
}

fn menu(reader: &Reader, area: Area) -> Vec<NavItem> {
    let lang = reader.lang();
    reader
        .site()
        .menu(area)
        .map(|item| NavItem {
            url: reader.url(item.path),
            label: (item.label)(lang).to_owned(),
            current: is_current(reader, item.path),
        })
        .collect()
}

fn is_current(reader: &Reader, path: &str) -> bool {
    reader.here().split('?').next() == Some(path)
}

/// Prints the hidden field that makes a form believed.
pub struct FormToken(String);

impl FormToken {
    /// The token itself, for a script's `Favn-Form-Token` header.
    pub fn value(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FormToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
            token::FIELD,
            self.0
        )
    }
}

// Only letters, digits, `-` and `_` are printed.
impl HtmlSafe for FormToken {}
