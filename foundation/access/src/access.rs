//! What access itself keeps in the house: the judge, the seal of the log, sessions at hand,
//! passwords' price and the secrets.

use std::sync::{Arc, Weak};

use base::Entropy;
use db::{MasterKey, RowKey};
use web::Site;

use crate::audit::Seal;
use crate::house::Settings;
use crate::may::{Act, Judge, Refused, Thing};
use crate::passkeys::Passkeys;
use crate::password::Hasher;
use crate::policies::{Policies, PoliciesError};
use crate::sessions::AtHand;
use crate::throttle::Throttle;
use crate::who::Actor;

/// Who may come in and what they may do. Cheap to clone; clones share it.
#[derive(Clone)]
pub struct Access(Arc<Inner>);

/// What clones of [`Access`] share; nobody outside meets it.
pub struct Inner {
    judge: Judge,
    seal: Seal,
    /// Seals the secrets of one-time codes.
    pub(crate) secrets: RowKey,
    /// The key under the hashes of recovery codes: they are short enough to be guessed otherwise.
    pub(crate) recovery: [u8; 32],
    pub(crate) sessions: AtHand,
    pub(crate) throttle: Throttle,
    pub(crate) hasher: Hasher,
    pub(crate) passkeys: Option<Passkeys>,
    pub(crate) settings: Settings,
}

impl Access {
    pub(crate) fn new(
        master: &MasterKey,
        site: &Site,
        settings: &Settings,
    ) -> Result<Self, PoliciesError> {
        let policies = match &settings.policies {
            Some(folder) => Policies::read(folder)?,
            None => Policies::own()?,
        };
        let entropy: &Entropy = &site.entropy;
        Ok(Self(Arc::new(Inner {
            judge: Judge::new(policies, site.settings.demo),
            seal: Seal::of(master),
            secrets: master.row_key("staff secrets"),
            recovery: master.secret("recovery codes"),
            sessions: AtHand::default(),
            throttle: Throttle::new(entropy),
            hasher: Hasher::new(entropy),
            passkeys: Passkeys::of(&site.settings.public_url, &site.settings.organisation),
            settings: settings.clone(),
        })))
    }

    /// May `actor` do `act` to `thing`?
    ///
    /// # Errors
    /// [`Refused`].
    pub fn may(&self, actor: &Actor, act: Act, thing: &Thing) -> Result<(), Refused> {
        self.0.judge.may(actor, act, thing)
    }

    /// The same, asked of the policies anew: for measuring and for tests.
    pub fn decide(&self, actor: &Actor, act: Act, thing: &Thing) -> bool {
        self.0.judge.decide(actor, act, thing)
    }

    /// The seal of the audit log.
    pub fn seal(&self) -> &Seal {
        &self.0.seal
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    pub(crate) fn downgrade(&self) -> Faint {
        Faint(Arc::downgrade(&self.0))
    }
}

/// Access, for whoever must not keep it alive.
pub(crate) struct Faint(Weak<Inner>);

impl Faint {
    pub(crate) fn upgrade(&self) -> Option<Access> {
        self.0.upgrade().map(Access)
    }
}
