//! Passkeys: WebAuthn with a credential the authenticator finds by itself, so that nobody types
//! an address and nobody learns which addresses there are.

use webauthn_rs::prelude::{Url, Webauthn, WebauthnBuilder};

/// Speaks WebAuthn for this site.
pub(crate) struct Passkeys {
    pub(crate) webauthn: Webauthn,
}

impl Passkeys {
    /// `None` where browsers know no passkeys: at a bare address such as `http://127.0.0.1:8080`.
    pub(crate) fn of(public_url: &str, organisation: &str) -> Option<Self> {
        let origin = Url::parse(public_url).ok()?;
        let domain = origin.domain()?.to_owned();
        let builder = WebauthnBuilder::new(&domain, &origin).ok()?;
        builder.rp_name(organisation).build().ok().map(|webauthn| Self { webauthn })
    }
}
