//! What every handler can reach.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use base::{Clock, Entropy};
use db::{Db, DbError, Keys, Tx};
use languages::Lang;
use live::{Live, Nudge};
use web::limits::Limits;
use web::{Reader, Shell, Site};

use crate::access::Access;
use crate::audit;
use crate::may::{Act, Refused, Thing};
use crate::policies::PoliciesError;
use crate::sessions;
use crate::who::Actor;

/// What the administrator decides about who may come in.
#[derive(Clone, Debug)]
pub struct Settings {
    /// A folder with policies of one's own; without it those that come with Favn.
    pub policies: Option<PathBuf>,
    /// How long a member of staff stays signed in without doing anything. 12 hours; where desks
    /// stand open, 30 minutes.
    pub staff_idle: Duration,
    /// Whether there is a mail server that takes letters; without one, links are handed over.
    pub letters: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            policies: None,
            staff_idle: Duration::from_secs(12 * 3600),
            letters: false,
        }
    }
}

/// One link in the menu of staff. Listed in order; the first one that somebody may follow is where
/// she goes after signing in. Shown to those who may.
#[derive(Clone, Copy)]
pub struct StaffLink {
    /// Where it leads, without a language.
    pub path: &'static str,
    /// What it says.
    pub label: fn(Lang) -> &'static str,
    /// What one must be allowed to do in the house.
    pub act: Act,
}

/// The house: the state of every router. Cheap to clone; clones share everything.
#[derive(Clone)]
pub struct House(Arc<Rooms>);

/// What is in the house. Reached through [`House`] itself: `house.db`.
pub struct Rooms {
    /// The database.
    pub db: Db,
    /// The key store.
    pub keys: Keys,
    /// Nudges.
    pub live: Live,
    /// Who may come in.
    pub access: Access,
    /// The site and its settings.
    pub site: Site,
    /// Tells the time.
    pub clock: Clock,
    /// Draws ids and secrets.
    pub entropy: Entropy,
    /// Whether letters are sent.
    pub(crate) letters: bool,
    links: Vec<StaffLink>,
    furniture: HashMap<TypeId, Arc<dyn Any + Send + Sync>>,
}

impl Deref for House {
    type Target = Rooms;
    fn deref(&self) -> &Rooms {
        &self.0
    }
}

/// A house being built.
pub struct Builder {
    rooms: Rooms,
}

impl House {
    /// Starts to build. Clock and entropy are those of `site`. Needs a running runtime.
    ///
    /// # Errors
    /// [`PoliciesError`] when the policies cannot be used.
    pub fn build(
        db: Db,
        keys: Keys,
        live: Live,
        site: Site,
        settings: &Settings,
    ) -> Result<Builder, PoliciesError> {
        let access = Access::new(keys.master(), &site, settings)?;
        let (clock, entropy) = (site.clock.clone(), site.entropy.clone());
        let rooms = Rooms {
            db,
            keys,
            live,
            access,
            site,
            clock,
            entropy,
            letters: settings.letters,
            links: Vec::new(),
            furniture: HashMap::new(),
        };
        Ok(Builder { rooms })
    }

    /// The limits of this node.
    pub fn limits(&self) -> &Limits {
        &self.site.limits
    }

    /// What a feature put into the house with [`Builder::with`].
    pub fn get<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        self.furniture
            .get(&TypeId::of::<T>())?
            .clone()
            .downcast()
            .ok()
    }

    /// May `actor` do `act` to `thing`? Use it with `?`: a refusal becomes the right page.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn may(&self, actor: &Actor, act: Act, thing: &Thing) -> Result<(), Refused> {
        self.access.may(actor, act, thing)
    }

    /// Adds a line to the audit log, in the transaction of what it tells of.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn record(&self, tx: &Tx, entry: audit::Entry<'_>) -> Result<(), DbError> {
        audit::record(tx, self.access.seal(), &self.clock, entry).await
    }

    /// That `actor` did `act` to `thing`, in the audit log.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn record_act(
        &self,
        tx: &Tx,
        actor: &Actor,
        act: Act,
        thing: &Thing,
    ) -> Result<(), DbError> {
        let (actor, thing) = (actor.to_string(), thing.to_string());
        let entry = audit::Entry::of(&actor, act.code(), &thing);
        self.record(tx, entry).await
    }

    pub(crate) fn links(&self) -> &[StaffLink] {
        &self.links
    }

    /// The frame of a page for staff, with the links this actor may follow.
    pub fn staff_shell(&self, reader: &Reader, actor: &Actor, title: impl Into<String>) -> Shell {
        let lang = reader.lang();
        let allowed = self
            .links
            .iter()
            .filter(|link| self.may(actor, link.act, &Thing::House).is_ok());
        allowed.fold(reader.shell(title).staff(), |shell, link| {
            shell.link(link.path, (link.label)(lang))
        })
    }
}

impl Builder {
    /// Adds links to the menu of staff, before those of access itself.
    #[must_use]
    pub fn links(mut self, links: &[StaffLink]) -> Self {
        self.rooms.links.extend_from_slice(links);
        self
    }

    /// Puts something of a feature's own into the house, one of each type: its settings, its hub.
    #[must_use]
    pub fn with<T: Send + Sync + 'static>(mut self, thing: T) -> Self {
        self.rooms
            .furniture
            .insert(TypeId::of::<T>(), Arc::new(thing));
        self
    }

    /// The finished house.
    pub fn open(mut self) -> House {
        self.rooms.links.extend_from_slice(crate::LINKS);
        let house = House(Arc::new(self.rooms));
        listen(&house);
        house
    }
}

/// Forgets remembered sessions when another node ended some.
fn listen(house: &House) {
    let mut watch = house.live.watch(sessions::TOPIC);
    let access = house.access.downgrade();
    tokio::spawn(async move {
        while watch.next().await != Nudge::Closing {
            let Some(access) = access.upgrade() else {
                return;
            };
            access.inner().sessions.forget();
        }
    });
}
