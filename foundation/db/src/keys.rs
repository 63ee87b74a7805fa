//! The key store: one small key per conversation or case, sealed by the master key.
//!
//! It is a store of its own (by default a file beside the data), backed up apart from the data
//! and only for days. To forget somebody is to destroy their key here: when the last backup of
//! this store that knew it is gone, no backup of the data can be read for them.
//!
//! Invariant: a key is durable before the first row it seals.

use std::collections::HashMap;
use std::sync::Arc;

use base::{Clock, Entropy};
use parking_lot::RwLock;
use uuid::Uuid;

use crate::{Db, MasterKey, Migrations, Query, RowKey, SealError, params};

/// Tables of the key store.
pub const MIGRATIONS: Migrations = crate::migrations!("keys": "V1__sealing_keys");

/// How many opened keys are kept at hand: more than there are open conversations on a node.
const AT_HAND: usize = 32_768;

crate::statements! {
    /// A new key.
    pub INSERT_KEY = "insert into sealing_keys (owner, sealed, master, created_at)
        values ($1, $2, $3, $4)";
    /// A key, if it still exists.
    pub KEY_OF = "select sealed from sealing_keys where owner = $1";
    /// Forgets.
    pub DELETE_KEY = "delete from sealing_keys where owner = $1";
}

/// The open key store. Clones share it.
#[derive(Clone)]
pub struct Keys(Arc<Inner>);

struct Inner {
    store: Db,
    master: MasterKey,
    clock: Clock,
    entropy: Entropy,
    at_hand: RwLock<HashMap<Uuid, RowKey>>,
}

impl Keys {
    /// Opens the store in `store`, which must have been migrated with [`MIGRATIONS`].
    pub fn new(store: Db, master: MasterKey, clock: Clock, entropy: Entropy) -> Self {
        Self(Arc::new(Inner {
            store,
            master,
            clock,
            entropy,
            at_hand: RwLock::default(),
        }))
    }

    /// The master key: for secrets by purpose.
    pub fn master(&self) -> &MasterKey {
        &self.0.master
    }

    /// Makes the key of `owner` and keeps it. Made before the owner's first row is written.
    ///
    /// # Errors
    /// [`SealError::Store`] when it cannot be kept.
    pub async fn create(&self, owner: Uuid) -> Result<RowKey, SealError> {
        let key = RowKey::random(&self.0.entropy);
        let sealed = self
            .0
            .master
            .wrap(&key, owner.as_bytes(), &self.0.entropy)?;
        let params = params![owner, sealed, self.0.master.mark(), self.0.clock.now()];
        self.0.store.execute(&INSERT_KEY, params).await?;
        self.keep(owner, &key);
        Ok(key)
    }

    /// The key of `owner`.
    ///
    /// # Errors
    /// [`SealError::Forgotten`] when it was destroyed, [`SealError::Closed`] under another master key.
    pub async fn of(&self, owner: Uuid) -> Result<RowKey, SealError> {
        if let Some(key) = self.0.at_hand.read().get(&owner) {
            return Ok(key.clone());
        }
        let found: Option<(Vec<u8>,)> = self.0.store.first(&KEY_OF, params![owner]).await?;
        let (sealed,) = found.ok_or(SealError::Forgotten)?;
        let key = self.0.master.unwrap(&sealed, owner.as_bytes())?;
        self.keep(owner, &key);
        Ok(key)
    }

    /// Destroys the key of `owner`: everything it sealed is gone, wherever it is copied.
    /// Forgetting twice is harmless.
    ///
    /// # Errors
    /// [`SealError::Store`].
    pub async fn forget(&self, owner: Uuid) -> Result<(), SealError> {
        self.0.store.execute(&DELETE_KEY, params![owner]).await?;
        self.0.at_hand.write().remove(&owner);
        // What SQLite writes ahead still holds the page as it was, for as long as little is
        // written: with the master key that is the key. So it is folded in and cut off. When a
        // reader is in the way, the next key to be forgotten takes this one along.
        let _ = self
            .0
            .store
            .on_sqlite(|connection| {
                connection.query_row("pragma wal_checkpoint(truncate)", (), |_| Ok(()))
            })
            .await?;
        Ok(())
    }

    fn keep(&self, owner: Uuid, key: &RowKey) {
        let mut at_hand = self.0.at_hand.write();
        if at_hand.len() >= AT_HAND {
            at_hand.clear(); // they are read again as they are needed
        }
        at_hand.insert(owner, key.clone());
    }
}
