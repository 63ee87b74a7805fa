//! The one site this program serves: its settings and what it carries to every page.

use std::fmt;
use std::sync::Arc;

use axum::http::Uri;
use base::{Clock, Entropy};
use languages::Lang;

use crate::assets::Assets;
use crate::leaving::FOOT;
use crate::limits::Limits;
use crate::network::Network;

/// What the administrator decides about the site. See `favn serve --help` for where it is read.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Scheme, host and port as people type them: `https://favn.example.org`. With `http://`
    /// cookies go without `Secure`, which is for trying things out on one machine.
    pub public_url: String,
    /// The organisation's name as the pages say it.
    pub organisation: String,
    /// Where the quick exit leads: a page that tells nothing, such as a weather forecast.
    pub exit_url: String,
    /// A made-up organisation: every page says so.
    pub demo: bool,
    /// Seals the form tokens. The same on every node.
    pub form_secret: FormSecret,
    /// The proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// How much a posted form may hold, in bytes.
    pub form_limit_bytes: usize,
}

impl Settings {
    /// Settings with the usual limits and no proxy.
    pub fn new(
        public_url: impl Into<String>,
        organisation: impl Into<String>,
        form_secret: FormSecret,
    ) -> Self {
        Settings {
            public_url: public_url.into(),
            organisation: organisation.into(),
            exit_url: "https://www.dmi.dk/".to_owned(),
            demo: false,
            form_secret,
            trusted_proxies: Vec::new(),
            // 8,000 characters of a script that takes nine bytes each, encoded, and the rest.
            form_limit_bytes: 96 * 1024,
        }
    }
}

/// The key under the form tokens; its `Debug` shows nothing.
#[derive(Clone)]
pub struct FormSecret([u8; 32]);

impl FormSecret {
    /// Takes 32 bytes that nobody can guess.
    pub const fn new(bytes: [u8; 32]) -> Self {
        FormSecret(bytes)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for FormSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FormSecret(…)")
    }
}

/// A setting that cannot be used, and the mend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The public address is not one.
    #[error(
        "public_url is \"{0}\"; write scheme and host without a path, such as https://favn.example.org"
    )]
    PublicUrl(String),
    /// The neutral page is not a web address.
    #[error("exit_url is \"{0}\"; write a whole web address, such as https://www.dmi.dk/")]
    ExitUrl(String),
}

/// Which part of the site a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// What anyone may read: with quick exit.
    Public,
    /// What staff work in.
    Staff,
    /// The foot of public pages.
    Foot,
}

/// One link that a feature puts in a menu.
#[derive(Clone, Copy)]
pub struct MenuItem {
    /// Where it shows.
    pub area: Area,
    /// Where it leads, without a language.
    pub path: &'static str,
    /// What it says.
    pub label: fn(Lang) -> &'static str,
}

/// Settings, clock, chance, limits, static files and menus. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    /// What the administrator decided.
    pub settings: Arc<Settings>,
    /// Tells the time.
    pub clock: Clock,
    /// Draws cookies, tokens and references.
    pub entropy: Entropy,
    /// How often anyone may do what.
    pub limits: Limits,
    /// The static files.
    pub assets: Arc<Assets>,
    menu: Arc<[MenuItem]>,
    secure: bool,
}

impl Site {
    /// Checks the settings. The frame's own static files are on board already.
    pub fn new(
        mut settings: Settings,
        clock: Clock,
        entropy: Entropy,
    ) -> Result<Self, SettingsError> {
        let address = origin_of(&settings.public_url)
            .ok_or_else(|| SettingsError::PublicUrl(settings.public_url.clone()))?;
        if origin_of_any(&settings.exit_url).is_none() {
            return Err(SettingsError::ExitUrl(settings.exit_url));
        }
        settings.public_url = address;
        Ok(Site {
            secure: settings.public_url.starts_with("https://"),
            limits: Limits::new(clock.clone(), entropy.clone()),
            assets: Arc::new(Assets::of(&[crate::assets::OWN])),
            menu: Arc::new(FOOT),
            settings: Arc::new(settings),
            clock,
            entropy,
        })
    }

    /// The same site with the static files of the features beside the frame's own.
    #[must_use]
    pub fn with_assets(mut self, features: &[&[crate::assets::AssetFile]]) -> Self {
        let mut all = vec![crate::assets::OWN];
        all.extend_from_slice(features);
        self.assets = Arc::new(Assets::of(&all));
        self
    }

    /// The same site with these links in its menus, in this order; the frame's own come last.
    #[must_use]
    pub fn with_menu(mut self, menu: impl IntoIterator<Item = MenuItem>) -> Self {
        self.menu = menu.into_iter().chain(FOOT).collect();
        self
    }

    /// The links of one area.
    pub fn menu(&self, area: Area) -> impl Iterator<Item = &MenuItem> {
        self.menu.iter().filter(move |item| item.area == area)
    }

    /// Whether the site is reached over TLS, so that cookies may say `Secure`.
    pub fn secure(&self) -> bool {
        self.secure
    }

    /// The whole address of `path` (which starts with a slash) in `lang`, for mails and feeds.
    pub fn address(&self, lang: Lang, path: &str) -> String {
        format!("{}/{}{path}", self.settings.public_url, lang.code())
    }
}

/// `https://host[:port]` when `url` is that and nothing more.
fn origin_of(url: &str) -> Option<String> {
    let uri: Uri = url.parse().ok()?;
    let nothing_more = matches!(uri.path(), "" | "/") && uri.query().is_none();
    nothing_more.then(|| origin_of_any(url)).flatten()
}

fn origin_of_any(url: &str) -> Option<String> {
    let uri: Uri = url.parse().ok()?;
    let scheme = uri
        .scheme_str()
        .filter(|it| matches!(*it, "http" | "https"))?;
    let host = uri.authority().filter(|it| !it.as_str().contains('@'))?;
    Some(format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(public_url: &str, exit_url: &str) -> Result<Site, SettingsError> {
        let mut settings = Settings::new(public_url, "Favn", FormSecret::new([1; 32]));
        settings.exit_url = exit_url.to_owned();
        Site::new(settings, Clock::system(), Entropy::seeded(1))
    }

    #[test]
    fn a_site_needs_addresses_that_lead_somewhere() {
        let exit = "https://www.dmi.dk/vejr";
        let ok = site("https://favn.example.org/", exit).expect("a good address");
        assert_eq!(ok.settings.public_url, "https://favn.example.org");
        assert!(ok.secure());
        assert!(
            !site("http://127.0.0.1:8080", exit)
                .expect("a good address")
                .secure()
        );
        for wrong in [
            "favn.example.org",
            "ftp://a.dk",
            "https://a.dk/favn",
            "https://b@a.dk",
            "",
        ] {
            assert!(
                matches!(site(wrong, exit), Err(SettingsError::PublicUrl(_))),
                "{wrong}"
            );
        }
        assert!(matches!(
            site("https://a.dk", "javascript:alert(1)"),
            Err(SettingsError::ExitUrl(_))
        ));
    }

    #[test]
    fn the_form_secret_cannot_be_printed() {
        let settings = Settings::new("https://a.dk", "Favn", FormSecret::new([1; 32]));
        assert!(format!("{settings:?}").contains("FormSecret(…)"));
    }
}
