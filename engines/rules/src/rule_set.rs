//! Rules that have been checked: names resolved, types known, no circles.

mod typed;

pub use typed::{Is, Typed};

use crate::problem::{Source, Span};
use crate::program::{EntityId, FactId, LinkId};
use crate::syntax::{Head, Law, Row, TableVersion, Use};
use crate::unit::{Type, Unit};

/// A parameter's place in [`RuleSet::parameters`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ParameterId(pub u32);
/// A table's place in [`RuleSet::tables`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DatedTableId(pub u32);
/// A rule's place in [`RuleSet::rules`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RuleId(pub u32);

/// Everything that a set of rule files says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RuleSet {
    /// The files.
    pub sources: Vec<Source>,
    /// The acts, in order.
    pub laws: Vec<Law>,
    /// The kinds of things.
    pub entities: Vec<Entity>,
    /// The links between them.
    pub links: Vec<Link>,
    /// The facts.
    pub facts: Vec<Fact>,
    /// The dated numbers.
    pub parameters: Vec<Parameter>,
    /// The tables.
    pub tables: Vec<Table>,
    /// The rules.
    pub rules: Vec<Rule>,
}

/// A kind of thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entity {
    /// Name and texts.
    pub head: Head,
    /// The word for many.
    pub many: String,
    /// What each belongs to, and by which link.
    pub within: Option<(LinkId, EntityId)>,
}

/// A link from many to one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// Its name; that of the entity where it is what they belong to.
    pub name: String,
    /// Whose rows have it.
    pub from: EntityId,
    /// Where it leads.
    pub to: EntityId,
    /// Whether it may lead nowhere.
    pub optional: bool,
}

/// A fact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    /// Name and texts.
    pub head: Head,
    /// Whose it is.
    pub entity: EntityId,
    /// Its type.
    pub kind: Type,
    /// A whole value stands for this many parts of one: 100 for kroner, for they are told in øre.
    pub below: i64,
    /// The smallest allowed value, in those parts.
    pub least: i64,
    /// The largest.
    pub most: i64,
    /// What holds where nobody says.
    pub assumed: Option<i64>,
    /// Texts of a choice's options, in order.
    pub options: Vec<Head>,
    /// The act that asks for it: its place in [`RuleSet::laws`].
    pub law: Option<usize>,
}

/// A dated number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parameter {
    /// Name and texts.
    pub head: Head,
    /// Its unit.
    pub unit: Unit,
    /// Its values, by the day they hold from, then by the day they were known.
    pub rows: Vec<Row>,
    /// The act that it stands in.
    pub law: Option<usize>,
}

impl Parameter {
    /// The row that holds on a day, as it was known on a day.
    pub fn row(&self, on: i64, known: i64) -> Option<&Row> {
        self.rows
            .iter()
            .filter(|row| row.from <= on && row.known.is_none_or(|day| day <= known))
            .max_by_key(|row| (row.from, row.known))
    }
}

/// A table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// Name and texts.
    pub head: Head,
    /// The unit of what is looked up.
    pub of: Unit,
    /// The unit of what is found.
    pub to: Unit,
    /// Its versions, by day.
    pub versions: Vec<TableVersion>,
    /// The act that it stands in.
    pub law: Option<usize>,
}

impl Table {
    /// The version that holds on a day.
    pub fn version(&self, on: i64) -> Option<&TableVersion> {
        self.versions
            .iter()
            .rev()
            .find(|version| version.from <= on)
    }
}

/// A rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    /// Name and texts.
    pub head: Head,
    /// What for.
    pub used: Use,
    /// Whose it is.
    pub entity: EntityId,
    /// What it gives.
    pub kind: Type,
    /// The deadline to claim by.
    pub by: Option<RuleId>,
    /// Its versions, by day.
    pub versions: Vec<Version>,
    /// The act that it stands in.
    pub law: Option<usize>,
}

impl Rule {
    /// The version that holds on a day; one that gives nothing is none.
    pub fn version(&self, on: i64) -> Option<&Version> {
        let version = self.versions.iter().rev().find(|v| v.from <= on)?;
        (version.gives.is_some() || self.used == Use::Checklist && !version.ended)
            .then_some(version)
    }
}

/// A rule from a day on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Version {
    /// The first day.
    pub from: i64,
    /// Its conditions, those of the rule first.
    pub requires: Vec<Requirement>,
    /// Named parts.
    pub lets: Vec<(String, Typed)>,
    /// What it gives.
    pub gives: Option<Typed>,
    /// Whether the rule ends here.
    pub ended: bool,
    /// Where it stands.
    pub span: Span,
}

/// A condition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Requirement {
    /// Name, texts, paragraph.
    pub head: Head,
    /// What must hold.
    pub must: Typed,
}

macro_rules! by_id {
    ($($many:ident: $one:ident by $id:ident, $get:ident;)*) => {
        impl RuleSet {
            $(
                /// By its id; `None` when the id is of another set.
                pub fn $get(&self, id: $id) -> Option<&$one> {
                    self.$many.get(id.0 as usize)
                }
            )*
        }
    };
}

by_id! {
    entities: Entity by EntityId, entity;
    links: Link by LinkId, link;
    facts: Fact by FactId, fact;
    parameters: Parameter by ParameterId, parameter;
    tables: Table by DatedTableId, table;
    rules: Rule by RuleId, rule;
}

impl Version {
    /// Every expression of it.
    pub fn expressions(&self) -> impl Iterator<Item = &Typed> {
        let requires = self.requires.iter().map(|requirement| &requirement.must);
        let lets = self.lets.iter().map(|(_, value)| value);
        requires.chain(lets).chain(&self.gives)
    }
}
