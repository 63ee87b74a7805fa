//! May I? One question for every act, answered by the policies in `content/policies`.

use std::collections::HashMap;
use std::fmt;

use parking_lot::Mutex;
use uuid::Uuid;
use web::AppError;

use crate::policies::{Policies, PoliciesError};
use crate::who::{Actor, ConversationId, Roles, StaffId};

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)+) => {
        /// What somebody wants to do. The names in the policies are the codes here; a test holds
        /// the two lists equal.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Act { $($(#[$doc])* $name,)+ }

        impl Act {
            /// Every act.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// Its name in the policies and in the audit log.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }
    };
}

acts! {
    /// Read what was written in a conversation.
    ReadConversation = "read_conversation",
    /// Write in it, share offers in it.
    WriteConversation = "write_conversation",
    /// End it.
    EndConversation = "end_conversation",
    /// Delete it now.
    DeleteConversation = "delete_conversation",
    /// See that it is there: state, language, how long. Not the words.
    SeeQueueEntry = "see_queue_entry",
    /// Take it from the queue.
    TakeConversation = "take_conversation",
    /// Open somebody else's, with a reason.
    BreakGlass = "break_glass",
    /// Start a conversation.
    StartConversation = "start_conversation",
    /// Look for offers.
    FindHelp = "find_help",
    /// See what the law gives a family.
    KnowRights = "know_rights",
    /// Work at the desk: ready, pause, my conversations.
    OpenDesk = "open_desk",
    /// See the queue.
    SeeQueue = "see_queue",
    /// See who is at the desk and how long people wait.
    SeeCapacity = "see_capacity",
    /// The directory beside the conversation.
    UseDirectoryAtHand = "use_directory_at_hand",
    /// Addresses that are kept secret.
    SeeConfidentialPlaces = "see_confidential_places",
    /// One's own sessions, passkeys and recovery codes.
    KeepOwnAccount = "keep_own_account",
    /// Invite and deactivate staff.
    AdministerStaff = "administer_staff",
    /// Read the audit log.
    ReadAudit = "read_audit",
    /// See and revive jobs that failed for good.
    ReadDeadLetters = "read_dead_letters",
    /// See which languages were reviewed.
    SeeLanguages = "see_languages",
    /// Simulate a reform of the law.
    SimulateReforms = "simulate_reforms",
    /// The page with all components.
    SeeComponents = "see_components",
    /// The demo's one-click sign-in.
    SignInWithOneClick = "sign_in_with_one_click",
}

/// How far a conversation has come, as the policies see it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Stage {
    /// Nobody has taken it yet.
    Waiting,
    /// A counsellor answers.
    Taken,
    /// It is over.
    Ended,
}

impl Stage {
    /// Its name in the policies.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Taken => "taken",
            Self::Ended => "ended",
        }
    }
}

/// What an act is done to, with what the policies ask about it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Thing {
    /// What is not one family's.
    House,
    /// One conversation.
    Conversation {
        /// Which.
        id: ConversationId,
        /// How far it has come.
        stage: Stage,
        /// Who has it, or had it when it ended.
        taken_by: Option<StaffId>,
        /// Who may read it by broken glass now: see [`glass::open_for`](crate::glass::open_for).
        glass_broken_by: Vec<StaffId>,
    },
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::House => f.write_str("house"),
            Self::Conversation { id, .. } => write!(f, "{id}"),
        }
    }
}

/// No policy permits it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not allowed")]
pub struct Refused {
    /// Whether signing in may change the answer: a stranger at a page of staff.
    pub sign_in: bool,
}

/// To an outsider a missing permission looks like a missing page.
impl From<Refused> for AppError {
    fn from(refused: Refused) -> Self {
        if refused.sign_in {
            Self::SignIn
        } else {
            Self::NotFound
        }
    }
}

/// Who asks, as far as a decision depends on it. Roles are part of it, so that a decision made
/// for somebody's former roles is never used for her new ones.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Asker {
    Stranger,
    Family(ConversationId),
    Staff(StaffId, Roles),
}

/// Decisions kept per generation; two generations are kept. Some 2 MB.
const KEPT: usize = 4096;

/// Decisions already made. They depend on nothing but what is in the key, so they never expire;
/// the ones not asked for lately are dropped.
#[derive(Default)]
struct Decisions {
    young: HashMap<(Asker, Act, Thing), bool>,
    old: HashMap<(Asker, Act, Thing), bool>,
}

/// The policies and the decisions they gave.
pub(crate) struct Judge {
    policies: Policies,
    demo: bool,
    decisions: Mutex<Decisions>,
}

impl Judge {
    pub(crate) fn new(policies: Policies, demo: bool) -> Self {
        Self {
            policies,
            demo,
            decisions: Mutex::default(),
        }
    }

    pub(crate) fn may(&self, actor: &Actor, act: Act, thing: &Thing) -> Result<(), Refused> {
        let asker = match actor {
            Actor::Stranger => Asker::Stranger,
            Actor::Family(conversation) => Asker::Family(*conversation),
            Actor::Staff(staff) => Asker::Staff(staff.id, staff.roles),
        };
        let key = (asker, act, thing.clone());
        let known = {
            let mut decisions = self.decisions.lock();
            decisions.young.get(&key).copied().or_else(|| {
                let allowed = decisions.old.remove(&key)?;
                decisions.young.insert(key.clone(), allowed);
                Some(allowed)
            })
        };
        let allowed = known.unwrap_or_else(|| {
            let allowed = self.decide(actor, act, thing);
            let mut decisions = self.decisions.lock();
            if decisions.young.len() >= KEPT {
                decisions.old = std::mem::take(&mut decisions.young);
            }
            decisions.young.insert(key, allowed);
            allowed
        });
        if allowed {
            Ok(())
        } else {
            let sign_in = matches!(
                (actor, thing),
                (Actor::Stranger | Actor::Family(_), Thing::House)
            );
            Err(Refused { sign_in })
        }
    }

    /// Asks the policies themselves. What they cannot answer is refused, and logged as ours.
    pub(crate) fn decide(&self, actor: &Actor, act: Act, thing: &Thing) -> bool {
        self.policies
            .decide(actor, act, thing, self.demo)
            .unwrap_or_else(|error: PoliciesError| {
                tracing::error!(%error, act = act.code(), "the policies could not answer; refused");
                false
            })
    }
}

/// The id under which the policies know Favn itself.
pub(crate) const HOUSE: &str = "favn";

/// For tests of lists: an id for a stranger's conversation.
pub(crate) fn entity_id(uuid: Uuid) -> String {
    uuid.simple().to_string()
}
