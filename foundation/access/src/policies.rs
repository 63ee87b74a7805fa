//! The Cedar policies: read, checked strictly against the schema, asked.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, Policy,
    PolicyId, PolicySet, Request, RestrictedExpression, Schema, ValidationMode, Validator,
};
use uuid::Uuid;

use crate::may::{Act, HOUSE, Thing, entity_id};
use crate::who::Actor;

/// The words of the policies. Program and schema change together, so it is never read from outside.
const SCHEMA: &str = include_str!("../../../content/policies/favn.cedarschema");

/// The policies that come with Favn, by file.
const OWN: &[(&str, &str)] = &[
    (
        "everyone.cedar",
        include_str!("../../../content/policies/everyone.cedar"),
    ),
    (
        "family.cedar",
        include_str!("../../../content/policies/family.cedar"),
    ),
    (
        "counsellor.cedar",
        include_str!("../../../content/policies/counsellor.cedar"),
    ),
    (
        "team-lead.cedar",
        include_str!("../../../content/policies/team-lead.cedar"),
    ),
    (
        "policy-officer.cedar",
        include_str!("../../../content/policies/policy-officer.cedar"),
    ),
    (
        "administrator.cedar",
        include_str!("../../../content/policies/administrator.cedar"),
    ),
    (
        "data-protection-officer.cedar",
        include_str!("../../../content/policies/data-protection-officer.cedar"),
    ),
];

/// Why policies cannot be used, and the mend.
#[derive(Debug, thiserror::Error)]
pub enum PoliciesError {
    /// The folder or a file cannot be read.
    #[error(
        "the policies in {0} cannot be read: {1}; name a folder with .cedar files, or leave the setting out"
    )]
    Unreadable(String, std::io::Error),
    /// The folder holds none.
    #[error(
        "there is no .cedar file in {0}: nobody could do anything; copy those of content/policies there"
    )]
    Empty(String),
    /// A file is not Cedar.
    #[error("{file} is not understood: {detail}")]
    Syntax {
        /// Which file.
        file: String,
        /// What Cedar says.
        detail: String,
    },
    /// A policy uses words the schema does not have, or in a way that cannot be.
    #[error("the policies do not fit favn.cedarschema: {0}")]
    Invalid(String),
    /// Our own mistake in asking.
    #[error("the question could not be asked: {0}")]
    Question(String),
}

/// The policies, ready to be asked.
pub struct Policies {
    authorizer: Authorizer,
    schema: Schema,
    set: PolicySet,
    words: Words,
}

/// Names that every question uses, parsed once.
struct Words {
    stranger: EntityTypeName,
    family: EntityTypeName,
    staff: EntityTypeName,
    role: EntityTypeName,
    house: EntityTypeName,
    conversation: EntityTypeName,
    acts: HashMap<Act, EntityUid>,
}

impl Policies {
    /// Those that come with Favn.
    ///
    /// # Errors
    /// [`PoliciesError`]; a test holds that there is none.
    pub fn own() -> Result<Self, PoliciesError> {
        Self::of(
            OWN.iter()
                .map(|(file, text)| ((*file).to_owned(), (*text).to_owned())),
        )
    }

    /// Those in `folder`: every file that ends in `.cedar`.
    ///
    /// # Errors
    /// [`PoliciesError`] naming the file.
    pub fn read(folder: &Path) -> Result<Self, PoliciesError> {
        let unreadable = |path: &Path| {
            let path = path.display().to_string();
            move |error| PoliciesError::Unreadable(path, error)
        };
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(unreadable(folder))? {
            let path = entry.map_err(unreadable(folder))?.path();
            if path.extension().is_some_and(|ending| ending == "cedar") {
                let text = std::fs::read_to_string(&path).map_err(unreadable(&path))?;
                files.push((path.display().to_string(), text));
            }
        }
        if files.is_empty() {
            return Err(PoliciesError::Empty(folder.display().to_string()));
        }
        files.sort();
        Self::of(files.into_iter())
    }

    fn of(files: impl Iterator<Item = (String, String)>) -> Result<Self, PoliciesError> {
        let (schema, _) =
            Schema::from_cedarschema_str(SCHEMA).map_err(|error| PoliciesError::Syntax {
                file: "favn.cedarschema".to_owned(),
                detail: whole(&error),
            })?;
        let mut set = PolicySet::new();
        for (file, text) in files {
            let syntax = |detail: String| PoliciesError::Syntax {
                file: file.clone(),
                detail,
            };
            let parsed: PolicySet = text.parse().map_err(|error| syntax(whole(&error)))?;
            for (index, policy) in parsed.policies().enumerate() {
                let named = named(policy, &file, index);
                set.add(named).map_err(|error| syntax(whole(&error)))?;
            }
        }
        let outcome = Validator::new(schema.clone()).validate(&set, ValidationMode::Strict);
        let wrong: Vec<_> = outcome
            .validation_errors()
            .map(|error| whole(&error))
            .collect();
        if !wrong.is_empty() {
            return Err(PoliciesError::Invalid(wrong.join("; ")));
        }
        Ok(Self {
            authorizer: Authorizer::new(),
            schema,
            set,
            words: Words::new()?,
        })
    }

    /// Whether a policy permits it and none forbids it.
    ///
    /// # Errors
    /// [`PoliciesError::Question`] when the question does not fit the schema.
    pub(crate) fn decide(
        &self,
        actor: &Actor,
        act: Act,
        thing: &Thing,
        demo: bool,
    ) -> Result<bool, PoliciesError> {
        let question = |error: &dyn std::error::Error| PoliciesError::Question(whole(error));
        let who = self
            .words
            .principal(actor)
            .map_err(|error| question(&*error))?;
        let what = self
            .words
            .resource(thing, demo)
            .map_err(|error| question(&*error))?;
        let Some(act) = self.words.acts.get(&act) else {
            return Ok(false);
        };
        let request = Request::new(
            who.uid(),
            act.clone(),
            what.uid(),
            Context::empty(),
            Some(&self.schema),
        )
        .map_err(|error| question(&error))?;
        // Entities are made here and nowhere else; that they fit the schema is held by a test.
        let entities =
            Entities::from_entities([who, what], None).map_err(|error| question(&error))?;
        let answer = self
            .authorizer
            .is_authorized(&request, &self.set, &entities);
        if let Some(error) = answer.diagnostics().errors().next() {
            return Err(question(&error));
        }
        Ok(answer.decision() == Decision::Allow)
    }

    /// The codes of the acts in the schema.
    #[cfg(test)]
    pub(crate) fn acts(&self) -> HashSet<String> {
        self.schema
            .actions()
            .map(|uid| uid.id().unescaped().to_owned())
            .collect()
    }

    #[cfg(test)]
    pub(crate) fn fits_schema(&self, actor: &Actor, thing: &Thing) -> Result<(), String> {
        let who = self
            .words
            .principal(actor)
            .map_err(|error| whole(&*error))?;
        let what = self
            .words
            .resource(thing, false)
            .map_err(|error| whole(&*error))?;
        Entities::from_entities([who, what], Some(&self.schema))
            .map(drop)
            .map_err(|error| whole(&error))
    }
}

type Boxed = Box<dyn std::error::Error + Send + Sync>;

impl Words {
    fn new() -> Result<Self, PoliciesError> {
        let name = |name: &str| {
            name.parse()
                .map_err(|error| PoliciesError::Question(whole(&error)))
        };
        let action: EntityTypeName = name("Action")?;
        let acts = Act::ALL.iter().map(|act| {
            (
                *act,
                EntityUid::from_type_name_and_id(action.clone(), EntityId::new(act.code())),
            )
        });
        Ok(Self {
            acts: acts.collect(),
            stranger: name("Stranger")?,
            family: name("Family")?,
            staff: name("Staff")?,
            role: name("Role")?,
            house: name("House")?,
            conversation: name("Conversation")?,
        })
    }

    fn principal(&self, actor: &Actor) -> Result<Entity, Boxed> {
        match actor {
            Actor::Stranger => Ok(Entity::new_no_attrs(
                uid(&self.stranger, "somebody"),
                HashSet::new(),
            )),
            Actor::Family(conversation) => {
                let own = RestrictedExpression::new_entity_uid(one(
                    &self.conversation,
                    conversation.uuid(),
                ));
                let attributes = HashMap::from([("conversation".to_owned(), own)]);
                Ok(Entity::new(
                    one(&self.family, conversation.uuid()),
                    attributes,
                    HashSet::new(),
                )?)
            }
            Actor::Staff(staff) => {
                let roles = staff
                    .roles
                    .iter()
                    .map(|role| uid(&self.role, role.code()))
                    .collect();
                Ok(Entity::new_no_attrs(
                    one(&self.staff, staff.id.uuid()),
                    roles,
                ))
            }
        }
    }

    fn resource(&self, thing: &Thing, demo: bool) -> Result<Entity, Boxed> {
        let (uid, attributes) = match thing {
            Thing::House => (
                uid(&self.house, HOUSE),
                HashMap::from([("demo".to_owned(), RestrictedExpression::new_bool(demo))]),
            ),
            Thing::Conversation {
                id,
                stage,
                taken_by,
                glass_broken_by,
            } => {
                let staff = |id: Uuid| RestrictedExpression::new_entity_uid(one(&self.staff, id));
                let glass = RestrictedExpression::new_set(
                    glass_broken_by.iter().map(|id| staff(id.uuid())),
                );
                let mut attributes = HashMap::from([
                    (
                        "state".to_owned(),
                        RestrictedExpression::new_string(stage.code().to_owned()),
                    ),
                    ("glass_broken_by".to_owned(), glass),
                ]);
                if let Some(taken_by) = taken_by {
                    attributes.insert("taken_by".to_owned(), staff(taken_by.uuid()));
                }
                (one(&self.conversation, id.uuid()), attributes)
            }
        };
        Ok(Entity::new(uid, attributes, HashSet::new())?)
    }
}

fn uid(kind: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id))
}

fn one(kind: &EntityTypeName, id: Uuid) -> EntityUid {
    uid(kind, &entity_id(id))
}

/// The policy under its own `@id`, or its file and place, so that errors name it.
fn named(policy: &Policy, file: &str, index: usize) -> Policy {
    let id = match policy.annotation("id") {
        Some(id) => id.to_owned(),
        None => format!("{file} no. {}", index.saturating_add(1)),
    };
    policy.new_id(PolicyId::new(id))
}

/// An error with its causes, on one line.
fn whole(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests;
