//! Who is asking.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use web::AppError;

base::id! {
    /// One conversation of the helpline. Named here because a family is known by it and by nothing
    /// else.
    pub ConversationId, "conversation"
}

base::id! {
    /// One member of staff.
    pub StaffId, "staff"
}

base::id! {
    /// One signed-in browser. Not the secret in its cookie.
    pub SessionId, "session"
}

/// What a member of staff does here. The policies say what follows from it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// Rådgiver: talks with families.
    Counsellor,
    /// Faglig leder: sees queue and capacity.
    TeamLead,
    /// Politisk konsulent: works out what a reform of the law would do.
    PolicyOfficer,
    /// Lets people in and out, keeps the machine.
    Administrator,
    /// Reads who looked at what.
    DataProtectionOfficer,
}

impl Role {
    /// Every role, in the order of the forms.
    pub const ALL: [Self; 5] = [
        Self::Counsellor,
        Self::TeamLead,
        Self::PolicyOfficer,
        Self::Administrator,
        Self::DataProtectionOfficer,
    ];

    /// Its name in policies, tables and forms: `team_lead`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Counsellor => "counsellor",
            Self::TeamLead => "team_lead",
            Self::PolicyOfficer => "policy_officer",
            Self::Administrator => "administrator",
            Self::DataProtectionOfficer => "data_protection_officer",
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A text that names no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is no role; there are counsellor, team_lead, policy_officer, administrator and data_protection_officer"
)]
pub struct UnknownRole(String);

impl FromStr for Role {
    type Err = UnknownRole;
    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        Self::ALL
            .into_iter()
            .find(|role| role.code() == text)
            .ok_or_else(|| UnknownRole(text.to_owned()))
    }
}

/// The roles one person holds. Stored as their names with a space between.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Roles(u8);

impl Roles {
    /// Whether `role` is among them.
    pub const fn has(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// One after the other.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<T: IntoIterator<Item = Role>>(roles: T) -> Self {
        Self(roles.into_iter().fold(0, |bits, role| bits | role.bit()))
    }
}

impl From<Role> for Roles {
    fn from(role: Role) -> Self {
        Self(role.bit())
    }
}

impl FromStr for Roles {
    type Err = UnknownRole;
    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        text.split_whitespace().map(Role::from_str).collect()
    }
}

impl fmt::Display for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, role) in self.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { " " })?;
            f.write_str(role.code())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Roles({self})")
    }
}

/// A member of staff who has signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Who.
    pub id: StaffId,
    /// The name colleagues and families see.
    pub name: Arc<str>,
    /// What she does here.
    pub roles: Roles,
    /// By which of her sessions.
    pub session: SessionId,
}

/// Who is asking. As an extractor it reads the staff cookie first, then the family's; pages of
/// families use [`AsFamily`](crate::AsFamily), which looks at the family's alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody of whom we know nothing.
    Stranger,
    /// The person who wrote this conversation.
    Family(ConversationId),
    /// A member of staff.
    Staff(Staff),
}

impl Actor {
    /// The member of staff, or the way to sign in.
    ///
    /// # Errors
    /// [`AppError::SignIn`] for anybody else.
    pub const fn staff(&self) -> Result<&Staff, AppError> {
        match self {
            Self::Staff(staff) => Ok(staff),
            _ => Err(AppError::SignIn),
        }
    }

    /// The conversation of the family, or nothing to be found.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for anybody else.
    pub const fn family(&self) -> Result<ConversationId, AppError> {
        match self {
            Self::Family(conversation) => Ok(*conversation),
            _ => Err(AppError::NotFound),
        }
    }
}

/// As the audit log keeps it: an id, never a name.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stranger => f.write_str("stranger"),
            Self::Family(_) => f.write_str("family"),
            Self::Staff(staff) => write!(f, "{}", staff.id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_read_back_what_they_wrote() {
        let roles: Roles = [Role::TeamLead, Role::Counsellor].into_iter().collect();
        assert_eq!(roles.to_string(), "counsellor team_lead");
        assert_eq!(roles.to_string().parse(), Ok(roles));
        assert!(roles.has(Role::TeamLead) && !roles.has(Role::Administrator));
        assert!("counsellor king".parse::<Roles>().is_err());
        assert!("".parse::<Roles>().is_ok_and(Roles::is_empty));
    }
}
