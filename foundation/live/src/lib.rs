//! Nudges: one change, many listeners, within a node and between nodes.
//!
//! A nudge says *that* a topic (a conversation, the queue) changed, never what. Whoever listens
//! then reads the log from where it stood. So a nudge may be lost, doubled or late and no
//! message is: the log has the truth, in order, once.
//!
//! Between nodes nudges travel by PostgreSQL's NOTIFY, in the transaction that causes them
//! (it needs no second service, is sent if and only if the transaction commits, and its
//! 8,000 bytes are plenty for an id). After a lost connection everybody is nudged.
//!
//! Passing words (somebody is typing) go the same way but are kept nowhere.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Weak};

use base::{Clock, Entropy};
use db::{Db, DbError, Engine, Notification, Query, Tx, params};
use parking_lot::Mutex;
use tokio::sync::{Notify, watch};
use uuid::Uuid;

/// The channel of NOTIFY all nodes share.
const CHANNEL: &str = "favn_live";
/// The longest passing word; more would not fit NOTIFY.
const PASSING_MAX_BYTES: usize = 1024;

db::statements! {
    /// Tells the other nodes.
    pub TELL = "select pg_notify('favn_live', $1)";
}

/// What a listener is woken by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nudge {
    /// Something changed, or may have: read the log.
    Changed,
    /// A passing word, kept nowhere.
    Passing(Arc<str>),
    /// This node is stopping: hand over.
    Closing,
}

/// The hub of one node. Clones share it.
#[derive(Clone)]
pub struct Live(Arc<Hub>);

struct Hub {
    topics: Mutex<HashMap<Uuid, Weak<Topic>>>,
    closing: watch::Sender<bool>,
    db: Db,
    /// Marks our own words when they come back from the database.
    node: Uuid,
}

/// One topic's listeners on this node.
#[derive(Default)]
struct Topic {
    state: Mutex<TopicState>,
    wake: Notify,
}

#[derive(Default)]
struct TopicState {
    changes: u64,
    /// The last passing word and how many there have been.
    word: Option<Arc<str>>,
    words: u64,
    listeners: usize,
}

/// One listener. Forgetting to listen for a while loses nothing but passing words.
pub struct Watch {
    topic: Arc<Topic>,
    /// How many changes and passing words this listener knows of.
    changes: u64,
    words: u64,
    closing: watch::Receiver<bool>,
    // Last: when it is dropped, this listener's hold on the topic is gone already.
    _place: Place,
}

/// Removes a topic from the hub when its last listener has gone.
struct Place {
    hub: Arc<Hub>,
    id: Uuid,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut topics = self.hub.topics.lock();
        if let Entry::Occupied(topic) = topics.entry(self.id)
            && topic.get().strong_count() == 0
        {
            topic.remove();
        }
    }
}

impl Live {
    /// Starts the hub; on PostgreSQL it listens to the other nodes from now on.
    pub fn start(db: &Db, clock: &Clock, entropy: &Entropy) -> Self {
        let hub = Arc::new(Hub {
            topics: Mutex::default(),
            closing: watch::Sender::new(false),
            db: db.clone(),
            node: entropy.uuid(clock.now()),
        });
        if let Some(mut heard) = db.listen(CHANNEL) {
            let hub = Arc::downgrade(&hub);
            tokio::spawn(async move {
                while let Some(notification) = heard.recv().await {
                    let Some(hub) = hub.upgrade() else { return };
                    match notification {
                        Notification::Said(said) => hub.hear(&said),
                        Notification::Resumed => hub.nudge_all(),
                    }
                }
            });
        }
        Self(hub)
    }

    /// Listens to `topic` from now on. Read the log after this, not before, or a change may
    /// slip between.
    pub fn watch(&self, topic: Uuid) -> Watch {
        let place = Place {
            hub: self.0.clone(),
            id: topic,
        };
        let topic = {
            let mut topics = self.0.topics.lock();
            let known = topics.get(&topic).and_then(Weak::upgrade);
            known.unwrap_or_else(|| {
                let fresh = Arc::new(Topic::default());
                topics.insert(topic, Arc::downgrade(&fresh));
                fresh
            })
        };
        let (changes, words) = {
            let mut state = topic.state.lock();
            state.listeners = state.listeners.saturating_add(1);
            (state.changes, state.words)
        };
        Watch {
            topic,
            changes,
            words,
            closing: self.0.closing.subscribe(),
            _place: place,
        }
    }

    /// Says, when `tx` commits, that `topic` changed: here and on every node.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn changed(&self, tx: &Tx, topic: Uuid) -> Result<(), DbError> {
        if tx.engine() == Engine::Postgres {
            tx.raw(
                &TELL,
                params![format!("{} {}", self.0.node.simple(), topic.simple())],
            )
            .await?;
        }
        let hub = self.0.clone();
        tx.after_commit(move || hub.nudge(topic, None));
        Ok(())
    }

    /// Says a passing word to whoever listens to `topic` now, on every node. Nothing keeps it.
    /// Words over 1,024 bytes are not said.
    ///
    /// # Errors
    /// [`DbError`] when the other nodes could not be told; here it has been said.
    pub async fn passing(&self, topic: Uuid, word: &str) -> Result<(), DbError> {
        if word.len() > PASSING_MAX_BYTES {
            return Ok(());
        }
        self.0.nudge(topic, Some(Arc::from(word)));
        if self.0.db.engine() == Engine::Postgres {
            let said = format!("{} {} {word}", self.0.node.simple(), topic.simple());
            self.0.db.raw(&TELL, params![said]).await?;
        }
        Ok(())
    }

    /// How many topics have a listener on this node.
    pub fn topics(&self) -> usize {
        self.0.topics.lock().len()
    }

    /// Tells every listener that this node is stopping.
    pub fn close(&self) {
        self.0.closing.send_replace(true);
    }
}

impl Hub {
    fn nudge(&self, topic: Uuid, passing: Option<Arc<str>>) {
        let topic = self.topics.lock().get(&topic).and_then(Weak::upgrade);
        if let Some(topic) = topic {
            topic.nudge(passing);
        }
    }

    fn nudge_all(&self) {
        let all: Vec<_> = self
            .topics
            .lock()
            .values()
            .filter_map(Weak::upgrade)
            .collect();
        for topic in all {
            topic.nudge(None);
        }
    }

    /// Reads `NODE TOPIC` or `NODE TOPIC WORD`. Our own come back too and were said already.
    fn hear(&self, said: &str) {
        let mut parts = said.splitn(3, ' ');
        let mut id = || parts.next().and_then(|part| Uuid::try_parse(part).ok());
        if let (Some(node), Some(topic)) = (id(), id())
            && node != self.node
        {
            self.nudge(topic, parts.next().map(Arc::from));
        }
    }
}

impl Topic {
    fn nudge(&self, passing: Option<Arc<str>>) {
        {
            let mut state = self.state.lock();
            if passing.is_some() {
                state.words = state.words.wrapping_add(1);
                state.word = passing;
            } else {
                state.changes = state.changes.wrapping_add(1);
            }
        }
        self.wake.notify_waiters();
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let mut state = self.topic.state.lock();
        state.listeners = state.listeners.saturating_sub(1);
    }
}

impl Watch {
    /// How many listen to this topic on this node, this listener among them.
    pub fn listeners(&self) -> usize {
        self.topic.state.lock().listeners
    }

    /// Waits for the next nudge. Several changes while nobody waited are one.
    pub async fn next(&mut self) -> Nudge {
        loop {
            let topic = self.topic.clone();
            let woken = topic.wake.notified();
            tokio::pin!(woken);
            woken.as_mut().enable(); // from here on no nudge is missed
            if *self.closing.borrow() {
                return Nudge::Closing;
            }
            if let Some(nudge) = self.news() {
                return nudge;
            }
            tokio::select! {
                () = woken => {}
                _ = self.closing.wait_for(|closing| *closing) => return Nudge::Closing,
            }
        }
    }

    fn news(&mut self) -> Option<Nudge> {
        let state = self.topic.state.lock();
        if state.changes != self.changes {
            self.changes = state.changes;
            return Some(Nudge::Changed);
        }
        if state.words != self.words {
            self.words = state.words;
            return state.word.clone().map(Nudge::Passing);
        }
        None
    }
}
