//! A reform does what it says, and nothing else moves.

use rules::{Source, day};
use simulation::{Asked, REFORMS, Simulation, brief_html, simulate, tables, text};

fn reform(name: &str) -> Source {
    let (name, text) = REFORMS.iter().find(|(file, _)| *file == name).unwrap();
    Source {
        name: (*name).to_owned(),
        text: (*text).to_owned(),
    }
}

fn run(reforms: Vec<Source>) -> Simulation {
    let asked = Asked {
        families: 20_000,
        others: 2,
        reforms,
        ..Asked::usual(day::number(2026, 3, 1), 2)
    };
    simulate(&asked, &mut |_| {}).unwrap()
}

fn own(text: &str) -> Vec<Source> {
    vec![Source {
        name: "own.rules".into(),
        text: format!("reform own da \"Prøve\" act \"Prøve\"\n{text}"),
    }]
}

#[test]
fn without_a_reform_nothing_changes() {
    let result = run(Vec::new());
    assert!(result.synthetic);
    assert_eq!(result.law_version, result.reform_version);
    let book = rights::Book::built_in().unwrap();
    assert_eq!(result.law_version, book.version(), "as the API names it");
    assert_eq!(
        (result.cost.low, result.cost.value, result.cost.high),
        (0, 0, 0)
    );
    assert_eq!((result.winners.value, result.losers.value), (0, 0));
    assert_eq!(result.poor_before, result.poor_after);
    assert_eq!(result.children, 1_144_279);
    let children: i64 = result.by_form.iter().map(|part| part.children).sum();
    assert!((children - result.children).abs() <= 4, "{children}");
    let names: Vec<&str> = result
        .benefits
        .iter()
        .map(|cost| cost.rule.as_str())
        .collect();
    for rule in [
        "adult.boerneydelse",
        "home.boligsikring",
        "home.friplads",
        "adult.kontanthjaelp",
    ] {
        assert!(
            names.contains(&rule),
            "{rule} is paid to somebody: {names:?}"
        );
    }
    // Some 15 billion kroner a year (skm.dk's accounts, from memory) less what goes to other homes.
    let child_benefit = result
        .benefits
        .iter()
        .find(|cost| cost.rule == "adult.boerneydelse");
    let year = child_benefit.unwrap().before;
    assert!((12_000_000_000..18_000_000_000).contains(&year), "{year}");
}

#[test]
fn more_child_allowance_goes_to_single_parents_alone() {
    let result = run(vec![reform("enlige_foraeldre.rules")]);
    assert_ne!(result.law_version, result.reform_version);
    assert_eq!(
        result.reforms[0].name.text("da"),
        "Mere i børnetilskud til enlige"
    );
    for part in &result.by_form {
        let single = part.key.starts_with("enlig");
        assert_eq!(part.winners > 0, single, "{part:?}");
        assert_eq!(part.losers, 0, "{part:?}");
        // 3,036 kr. a year for each child is 253 a month.
        assert!(!single || part.mean_change >= 250, "{part:?}");
    }
    let mut told = [result.cost, result.poor_before].to_vec();
    told.extend(result.by_form.iter().map(|part| part.cost));
    for figure in told {
        assert!(figure.low <= figure.value && figure.value <= figure.high);
    }
    let single = result.by_form.iter().find(|part| part.key == "enlig_mor");
    let cost = single.unwrap().cost;
    assert!(cost.low < cost.high, "guesses leave a range: {cost:?}");
    let changed: Vec<(&str, i64)> = result
        .benefits
        .iter()
        .filter(|cost| cost.change.value != 0)
        .map(|cost| (cost.rule.as_str(), cost.change.value))
        .collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert_eq!(changed[0].0, "home.ordinaert_boernetilskud");
    // What the benefit costs more is what families have more.
    let off = (changed[0].1 - result.cost.value).abs();
    assert!(off < changed[0].1 / 1_000, "{changed:?} {:?}", result.cost);
    assert!(result.cost.low <= result.cost.value && result.cost.value <= result.cost.high);
    assert!(result.poor_after.value <= result.poor_before.value);
}

#[test]
fn under_the_sketch_no_child_is_below_the_line() {
    let result = run(vec![reform("ingen_boern_under_graensen.rules")]);
    assert!(
        result.poor_before.value > 0,
        "somebody is below it under the law"
    );
    assert_eq!((result.poor_after.value, result.poor_after.high), (0, 0));
    assert!(result.cost.value > 0);
    let guarantee = result
        .benefits
        .iter()
        .find(|cost| cost.rule == "home.boernegaranti");
    assert_eq!(guarantee.unwrap().before, 0, "the law has none");
    // Its price is what it leaves of more pay.
    let high = |result: &Simulation| {
        (
            result.marginal[0].high_before,
            result.marginal[0].high_after,
        )
    };
    let (before, after) = high(&result);
    assert!(after >= before, "{before} {after}");
}

#[test]
fn taxed_benefits_are_income_to_other_acts() {
    // More social assistance is less housing benefit.
    let result = run(own(
        "parameter kt_boernetillaeg: kr per month cites \"§ 17\"\n2026-01-01: 9_000 source \"Prøve\" confidence low\n",
    ));
    let change = |rule: &str| {
        let cost = result.benefits.iter().find(|cost| cost.rule == rule);
        cost.unwrap().change.value
    };
    assert!(change("adult.kontanthjaelp") > 0);
    assert!(change("home.boligsikring") < 0);
    assert!(result.tax.change.value > 0, "and more tax");
    assert!(result.cost.value < change("adult.kontanthjaelp"));
}

#[test]
fn losers_are_counted_and_marginal_rates_add_up() {
    let result = run(own(
        "parameter personfradrag: kr per year cites \"§ 10\"\n2026-01-01: 30_000 source \"Prøve\" confidence low\n",
    ));
    assert!(result.losers.value > result.winners.value);
    assert!(result.mean_loss > 100 && result.cost.value < 0);
    for group in &result.marginal {
        let sum: i64 = group.steps.iter().map(|step| step.before).sum();
        assert!((sum - group.adults).abs() <= 8, "{group:?}");
    }
    let assisted = result
        .marginal
        .iter()
        .find(|group| group.key == "kontanthjaelp");
    assert!(
        assisted.unwrap().high_before > 300,
        "assistance falls krone for krone: {:?}",
        assisted
    );
}

#[test]
fn a_reform_that_does_not_hold_together_says_where() {
    let asked = Asked {
        families: 1_000,
        reforms: own("parameter ordinaert: kr per month\n2026-01-01: 1 source \"x\"\n"),
        ..Asked::usual(day::number(2026, 3, 1), 1)
    };
    let wrong = simulate(&asked, &mut |_| {}).unwrap_err().to_string();
    assert!(wrong.contains("own.rules:2"), "{wrong}");
}

#[test]
fn the_same_question_has_the_same_answer_and_says_that_it_is_made_up() {
    let (one, other) = (
        run(vec![reform("enlige_foraeldre.rules")]),
        run(vec![reform("enlige_foraeldre.rules")]),
    );
    assert_eq!(one, other);
    let written = tables(&one).unwrap();
    for table in &written {
        assert!(table.text.starts_with("# SYNTHETIC"), "{}", table.file);
        assert!(table.text.lines().count() > 6, "{}", table.file);
    }
    let places = written
        .iter()
        .find(|table| table.file == "by_municipality.csv")
        .unwrap();
    assert!(places.text.contains("\n101,København,"), "{}", places.text);
    for lang in languages::Lang::all() {
        let told = text(&one, lang);
        let page = brief_html(&one, lang).unwrap();
        let word = simulation::words::Words::of(lang).sim_synthetic();
        assert!(told.contains(word.trim()), "{told}");
        assert!(page.contains("letter-note"));
        assert!(page.contains(&one.law_version) && page.contains(&one.population));
        assert!(!page.contains("http"), "it asks nobody for anything");
    }
}

#[test]
fn ready_made_reforms_are_those_of_the_folder_and_have_their_look() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/law/dk/reforms");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".rules"))
        .collect();
    files.sort();
    let own: Vec<&str> = REFORMS.iter().map(|(name, _)| *name).collect();
    assert_eq!(files, own);
    for (name, text) in REFORMS {
        assert_eq!(
            &rules::format::format(text),
            text,
            "{name} lacks the one look"
        );
        let (alone, _) = rules::check(vec![reform(name)]);
        for lang in languages::Lang::all() {
            let head = &alone.laws[0].head;
            let said = head.text_in(rules::syntax::Purpose::Means, lang.code());
            assert!(said.is_some(), "{name} has no name in {}", lang.code());
        }
    }
}
