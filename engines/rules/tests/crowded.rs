//! Sums are proven to fit for so many rows that belong to one. More are refused, by every way.

use std::sync::Arc;

use rules::columns::Plan;
use rules::program::MOST_ROWS;
use rules::rows::{Column, Rows, RowsError};
use rules::unknowns::{Misfit, Partly, Scratch, Unknowns};
use rules::{Moment, Ready, Source, day, exact, load, lower};

const LAW: &str = r#"law prov
  da "Prøve" en "Trial"
  act "LBK nr 1"
entity home many homes
  da "hjem" en "home"
entity child many children in home
  da "barn" en "child"
fact child.penge: number between 0 and 2_000_000
  da "Penge" en "Money"
rule home.penge: number
  da "I alt" en "Altogether" cites "§ 1"
  from 2024-01-01 gives sum(children: penge)
"#;

const EACH: i64 = 2_000_000;

fn ready() -> Ready {
    let text = LAW.into();
    let name = "prov.rules".into();
    let rules = load(vec![Source { name, text }]).unwrap();
    let (on, known) = (day::number(2026, 1, 1), i64::MAX);
    lower(&rules, Moment { on, known }).unwrap()
}

/// Two homes, the first with that many children, who stand in the order of their homes or not.
fn links(children: usize, sorted: bool) -> Vec<u32> {
    let mut links = vec![0; children];
    links.push(1);
    if !sorted {
        links.reverse();
    }
    links
}

fn by_columns(ready: &Ready, links: Vec<u32>) -> Result<Vec<i64>, RowsError> {
    let mut rows = Rows::of(&ready.program);
    rows.counts = vec![2, links.len()];
    rows.facts = vec![Column::Long(vec![EACH; links.len()])];
    rows.links = vec![links];
    let results = Plan::of(&ready.program).run(&rows, 1)?;
    Ok(results.outputs[0].values(2).collect())
}

fn by_steps(ready: &Ready, links: Vec<u32>) -> Result<Vec<i64>, Misfit> {
    let family = exact::Family {
        counts: vec![2, links.len()],
        facts: vec![vec![EACH; links.len()]],
        links: vec![links],
    };
    let step = ready.program.outputs[0].step;
    Ok(exact::run(&ready.program, &family)?.of(step).to_vec())
}

fn by_bounds(ready: &Ready, links: Vec<u32>) -> Result<(), Misfit> {
    let partly = Partly {
        counts: vec![2, links.len()],
        facts: vec![vec![None; links.len()]],
        links: vec![links],
        ..Partly::default()
    };
    let unknowns = Unknowns::new(Arc::new(ready.program.clone()));
    let mut scratch = Scratch::default();
    unknowns.assess(&partly, &mut scratch).map(|_| ())
}

#[test]
fn as_many_as_are_proven_are_summed_and_one_more_is_refused() {
    let ready = ready();
    for sorted in [true, false] {
        let most = links(MOST_ROWS, sorted);
        let sums = vec![MOST_ROWS as i64 * EACH, EACH];
        assert_eq!(by_columns(&ready, most.clone()).unwrap(), sums);
        assert_eq!(by_steps(&ready, most.clone()).unwrap(), sums);
        assert!(by_bounds(&ready, most).is_ok());

        let more = links(MOST_ROWS + 1, sorted);
        let refused = by_columns(&ready, more.clone()).unwrap_err();
        let name = "home".to_owned();
        assert_eq!(refused, RowsError::Crowded { name });
        assert!(matches!(
            by_steps(&ready, more.clone()),
            Err(Misfit::Shape(_))
        ));
        assert!(matches!(by_bounds(&ready, more), Err(Misfit::Shape(_))));
    }
}
