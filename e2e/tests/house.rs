//! Papers that could drift, held against the tree: the map of the house, the arrows between
//! its crates, the index of decisions, the commands that the documents name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .expect("the workspace has a folder")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Crate → (folder, the workspace's crates that it is built on).
type Map = BTreeMap<String, (String, BTreeSet<String>)>;

/// The workspace as Cargo sees it. Dependencies of tests are not arrows of the house.
fn workspace() -> Map {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("cargo speaks JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let names: BTreeSet<&str> = packages
        .iter()
        .filter_map(|package| package["name"].as_str())
        .collect();
    packages
        .iter()
        .map(|package| {
            let name = package["name"].as_str().expect("a name").to_owned();
            let manifest = Path::new(package["manifest_path"].as_str().expect("a path"));
            let folder = manifest
                .parent()
                .and_then(|folder| folder.strip_prefix(root()).ok())
                .expect("a folder inside");
            let arrows = package["dependencies"]
                .as_array()
                .expect("dependencies")
                .iter()
                .filter(|dependency| dependency["kind"].as_str() != Some("dev"))
                .filter_map(|dependency| dependency["name"].as_str())
                .filter(|dependency| names.contains(dependency))
                .map(str::to_owned)
                .collect();
            (name, (folder.display().to_string(), arrows))
        })
        .collect()
}

/// The rows of ARCHITECTURE.md's map: `| crate | folder | stands on | what it is |`, in the order
/// of the floors, the highest first.
fn map_on_paper() -> Vec<(String, String, BTreeSet<String>)> {
    let words = |cell: &str| -> Vec<String> {
        cell.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    };
    read("ARCHITECTURE.md")
        .lines()
        .skip_while(|line| !line.starts_with("| crate | folder | stands on |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
            let one = |cell: &str| {
                words(cell)
                    .into_iter()
                    .next()
                    .unwrap_or_else(|| panic!("no `name` in: {line}"))
            };
            let folder = one(cells[1]).trim_end_matches('/').to_owned();
            (one(cells[0]), folder, words(cells[2]).into_iter().collect())
        })
        .collect()
}

#[test]
fn the_map_shows_every_crate_and_every_arrow() {
    let paper: Map = map_on_paper()
        .into_iter()
        .map(|(name, folder, arrows)| (name, (folder, arrows)))
        .collect();
    assert!(paper.len() > 5, "ARCHITECTURE.md has lost its map");
    let real = workspace();
    for (name, (folder, arrows)) in &real {
        let Some((folder_on_paper, arrows_on_paper)) = paper.get(name) else {
            panic!("the crate {name} ({folder}/) is not on ARCHITECTURE.md's map");
        };
        assert_eq!(folder_on_paper, folder, "the folder of {name} on the map");
        assert_eq!(
            arrows_on_paper, arrows,
            "what {name} stands on: left the map in ARCHITECTURE.md, right its Cargo.toml. \
             A new arrow is a decision: draw it, or do without"
        );
    }
    for name in paper.keys() {
        assert!(
            real.contains_key(name),
            "the map in ARCHITECTURE.md shows {name}, which is not in the workspace"
        );
    }
}

#[test]
fn every_arrow_points_down() {
    let paper = map_on_paper();
    for (place, (name, _, arrows)) in paper.iter().enumerate() {
        for arrow in arrows {
            let below = paper.iter().position(|(other, _, _)| other == arrow);
            assert!(
                below.is_some_and(|below| below > place),
                "{name} stands on {arrow}, which is not below it on the map in ARCHITECTURE.md"
            );
        }
    }
}

#[test]
fn every_decision_is_in_the_index_and_the_index_is_true() {
    let index = read("docs/decisions/README.md");
    let files: BTreeSet<String> = std::fs::read_dir(root().join("docs/decisions"))
        .expect("the decisions have a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name != "README.md")
        .collect();
    let linked: BTreeSet<String> = index
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .map(str::to_owned)
        .collect();
    assert_eq!(
        linked, files,
        "left the links of docs/decisions/README.md, right the files beside it"
    );
    let numbers: Vec<&str> = files
        .iter()
        .filter_map(|name| name.split('-').next())
        .collect();
    let different: BTreeSet<&&str> = numbers.iter().collect();
    assert_eq!(
        numbers.len(),
        different.len(),
        "two decisions share a number: {numbers:?}"
    );
}

#[test]
fn every_make_command_in_the_documents_exists() {
    let makefile = read("Makefile");
    let targets: BTreeSet<&str> = makefile
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(':').map(|(target, _)| target))
        .collect();
    assert!(
        targets.contains("run") && targets.contains("test"),
        "the two commands are gone: {targets:?}"
    );
    for document in [
        "README.md",
        "CONTRIBUTING.md",
        "ARCHITECTURE.md",
        "docs/operations.md",
    ] {
        for part in read(document).split("`make ").skip(1) {
            let named: String = part
                .chars()
                .take_while(|&c| c.is_ascii_lowercase() || c == '-')
                .collect();
            assert!(
                targets.contains(named.as_str()),
                "{document} names `make {named}`, which the Makefile has not"
            );
        }
    }
}

#[test]
fn every_dependency_says_what_it_is_for() {
    let manifest = read("Cargo.toml");
    let named: Vec<&str> = manifest
        .lines()
        .skip_while(|line| *line != "[workspace.dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| line.contains(" = ") && !line.contains("path = "))
        .collect();
    assert!(named.len() > 30, "Cargo.toml names only {named:?}");
    let silent: Vec<&&str> = named.iter().filter(|line| !line.contains(" # ")).collect();
    assert!(
        silent.is_empty(),
        "Cargo.toml does not say what these are for: {silent:#?}"
    );
}

/// A clone must not depend on where somebody happened to build it, nor on which mirror they used.
#[test]
fn no_file_names_a_registry_or_somebodys_machine() {
    // In halves, so that this file is not its own finding.
    let forbidden: Vec<String> = [
        ("registry.npmjs", ".org"),
        ("static.crates", ".io"),
        ("index.crates", ".io"),
        ("files.python", "hosted.org"),
        ("deb.debian", ".org"),
        ("/ro", "ot/"),
        ("/wo", "rk/"),
        ("/ho", "me/"),
    ]
    .iter()
    .map(|(first, second)| format!("{first}{second}"))
    .collect();
    let output = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root())
        .output()
        .expect("git runs");
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut read = 0;
    let mut findings = Vec::new();
    for name in listed
        .split('\0')
        .filter(|name| !name.is_empty() && *name != "Cargo.lock")
    {
        let path = root().join(name);
        if path.is_symlink() || name.ends_with(".snap.new") {
            findings.push(format!("{name} is a link, or was left over"));
        }
        let Ok(text) = std::fs::read_to_string(path) else {
            continue;
        };
        read += 1;
        for word in &forbidden {
            if text.contains(word.as_str()) {
                findings.push(format!("{name} contains {word}"));
            }
        }
    }
    assert!(read > 50, "git listed only {read} readable files");
    assert!(findings.is_empty(), "{findings:#?}");
}
