use base::{Clock, Entropy, Moment};

use super::*;
use crate::may::Stage;
use crate::who::{ConversationId, Role, SessionId, Staff, StaffId};

fn somebody() -> (ConversationId, StaffId, Vec<Actor>) {
    let (clock, entropy) = (
        Clock::fixed(Moment::from_micros(1_800_000_000_000_000)),
        Entropy::seeded(1),
    );
    let conversation = ConversationId::new(&clock, &entropy);
    let id = StaffId::new(&clock, &entropy);
    let session = SessionId::new(&clock, &entropy);
    let staff = Actor::Staff(Staff {
        id,
        name: "Mette".into(),
        roles: Role::ALL.into_iter().collect(),
        session,
    });
    (
        conversation,
        id,
        vec![Actor::Stranger, Actor::Family(conversation), staff],
    )
}

#[test]
fn the_schema_and_the_program_know_the_same_acts() {
    let policies = Policies::own().expect("the policies of Favn");
    let known: HashSet<String> = Act::ALL.iter().map(|act| act.code().to_owned()).collect();
    assert_eq!(policies.acts(), known);
}

#[test]
fn whoever_asks_and_whatever_is_asked_about_fit_the_schema() {
    let policies = Policies::own().expect("the policies of Favn");
    let (conversation, staff, actors) = somebody();
    for actor in &actors {
        assert_eq!(policies.fits_schema(actor, &Thing::House), Ok(()));
        for stage in [Stage::Waiting, Stage::Taken, Stage::Ended] {
            for (taken_by, glass) in [(None, vec![]), (Some(staff), vec![staff])] {
                let thing = Thing::Conversation {
                    id: conversation,
                    stage,
                    taken_by,
                    glass_broken_by: glass,
                };
                assert_eq!(policies.fits_schema(actor, &thing), Ok(()));
                for act in Act::ALL {
                    // Acts of the other kind of thing do not even fit the schema; they are never permitted.
                    let answer = policies.decide(actor, *act, &thing, true);
                    assert!(
                        matches!(answer, Ok(_) | Err(PoliciesError::Question(_))),
                        "{answer:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_policy_that_cannot_be_is_refused_with_its_place() {
    let of = |text: &str| {
        Policies::of([("own.cedar".to_owned(), text.to_owned())].into_iter()).map(drop)
    };
    let wrong = [
        "permit (principal, action == Action::\"fly\", resource);",
        "permit (principal is Dog, action, resource);",
        "@id(\"a\") permit (principal, action == Action::\"read_conversation\", resource) when { resource.colour == \"red\" };",
        "permit (principal, action == Action::\"read_conversation\", resource) when { resource.taken_by == principal };",
    ];
    for text in wrong {
        assert!(matches!(of(text), Err(PoliciesError::Invalid(_))), "{text}");
    }
    let Err(PoliciesError::Syntax { file, .. }) = of("permit everything!") else {
        panic!("was understood")
    };
    assert_eq!(file, "own.cedar");
    let missing = Policies::read(Path::new("/nowhere/at/all")).map(drop);
    assert!(matches!(missing, Err(PoliciesError::Unreadable(..))));
}

#[test]
fn an_organisation_may_have_its_own() {
    let folder = std::env::temp_dir().join(format!(
        "favn-policies-{}",
        Entropy::system().below(u64::MAX)
    ));
    std::fs::create_dir_all(&folder).expect("a folder");
    assert!(matches!(
        Policies::read(&folder).map(drop),
        Err(PoliciesError::Empty(_))
    ));
    let own = "permit (principal is Staff, action == Action::\"read_audit\", resource);";
    std::fs::write(folder.join("own.cedar"), own).expect("a file");
    let policies = Policies::read(&folder).expect("good policies");
    let (_, _, actors) = somebody();
    assert_eq!(
        policies
            .decide(&actors[2], Act::ReadAudit, &Thing::House, false)
            .ok(),
        Some(true)
    );
    assert_eq!(
        policies
            .decide(&actors[0], Act::FindHelp, &Thing::House, false)
            .ok(),
        Some(false)
    );
    std::fs::remove_dir_all(&folder).expect("removed");
}
