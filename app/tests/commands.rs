//! The commands as an operator types them: the real program, both engines.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use db::testing::TestDb;
use db::{DatabaseUrl, Query, params};

/// A folder of its own, with databases in it or beside it.
struct Desk {
    folder: PathBuf,
    database: String,
    _postgres: Option<TestDb>,
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn folder() -> PathBuf {
    let name = format!(
        "favn-commands-{:016x}",
        base::Entropy::system().below(u64::MAX)
    );
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn on_sqlite() -> Desk {
    let folder = folder();
    let database = format!("sqlite:{}", folder.join("favn.sqlite").display());
    Desk {
        folder,
        database,
        _postgres: None,
    }
}

async fn on_postgres() -> Desk {
    let test = db::testing::postgres(&[]).await;
    let DatabaseUrl::Postgres(database) = test.url.clone() else {
        panic!("not PostgreSQL")
    };
    let desk = Desk {
        folder: folder(),
        database,
        _postgres: Some(test),
    };
    let made = desk.favn(&["key", "new"]);
    assert!(made.status.success(), "{}", said(&made));
    desk
}

fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

impl Desk {
    fn favn(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_favn"))
            .current_dir(&self.folder)
            .args([
                "--log",
                "warn",
                "--database",
                &self.database,
                "--key-file",
                "favn.key",
            ])
            .args(arguments)
            .output()
            .unwrap()
    }

    /// What it said, which must be a success.
    fn done(&self, arguments: &[&str]) -> String {
        let output = self.favn(arguments);
        assert!(
            output.status.success(),
            "favn {arguments:?}: {}",
            said(&output)
        );
        said(&output)
    }

    /// What it said, which must end with `code`.
    fn refused(&self, arguments: &[&str], code: i32) -> String {
        let output = self.favn(arguments);
        assert_eq!(
            output.status.code(),
            Some(code),
            "favn {arguments:?}: {}",
            said(&output)
        );
        said(&output)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn backups(&self, part: &str) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.folder.join("backups")).unwrap();
        let files = entries.map(|entry| entry.unwrap().path());
        files
            .filter(|path| {
                path.file_name()
                    .unwrap()
                    .to_string_lossy()
                    .starts_with(&format!("favn-{part}-"))
            })
            .collect()
    }
}

fn offers() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../content/demo/offers")
        .display()
        .to_string()
}

#[test]
fn a_reform_is_simulated_over_families_that_are_made_up() {
    let desk = on_sqlite();
    desk.write(
        "mine.rules",
        "reform mine da \"Min\" en \"Mine\" act \"Prøve\"\n\
         parameter ordinaert: kr per year cites \"§ 2\"\n\
         2026-01-01: 8_000 source \"Prøve\" confidence low\n",
    );
    let asked = [
        "simulate",
        "law",
        "--families",
        "3000",
        "--others",
        "1",
        "--on",
        "2026-03-01",
    ];
    let with = |more: &[&'static str]| [asked.as_slice(), more].concat();
    let told = desk.done(&with(&[
        "--reform",
        "mine.rules",
        "--csv",
        "out",
        "--brief",
        "brief.html",
        "--lang",
        "en",
    ]));
    assert!(told.contains("Synthetic: no family here is real"), "{told}");
    let read = |name: &str| std::fs::read_to_string(desk.folder.join(name)).unwrap();
    assert!(read("brief.html").contains("Synthetic: no family here is real"));
    let places = read("out/by_municipality.csv");
    assert!(places.starts_with("# SYNTHETIC"), "{places}");
    // A reform that comes with the program is named without a folder; the answer alone is JSON.
    let output = desk.favn(&with(&["--reform", "enlige_foraeldre.rules", "--json"]));
    let result: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(result["synthetic"], true);
    assert!(result["cost"]["value"].as_i64().unwrap() > 0);
    let again = desk.favn(&with(&["--reform", "enlige_foraeldre.rules", "--json"]));
    assert_eq!(
        output.stdout, again.stdout,
        "the same question, the same answer"
    );
    desk.write(
        "wrong.rules",
        "reform wrong act \"x\"\nparameter ordinaert: kr\n",
    );
    let told = desk.refused(&with(&["--reform", "wrong.rules"]), 5);
    assert!(told.contains("wrong.rules:2"), "{told}");
    // Whether or not it was built beside the program that is tried.
    let told = desk.refused(&with(&["--brief", "brief.pdf", "--letters", "nowhere"]), 1);
    assert!(told.contains("favn-letters"), "{told}");
    desk.refused(&with(&["--brief", "brief.txt"]), 1);
    desk.refused(&with(&["--reform", "nobody.rules"]), 1);
}

#[test]
fn every_command_has_help_and_a_wrong_line_says_so() {
    let desk = on_sqlite();
    for command in [
        "serve", "demo", "import", "export", "invite", "check", "backup", "restore", "audit",
        "key", "law", "simulate",
    ] {
        let help = desk.done(&[command, "--help"]);
        assert!(help.contains("Usage: favn"), "{help}");
    }
    desk.refused(&["dance"], 2);
    let other = Desk {
        folder: folder(),
        database: "mysql://x".to_owned(),
        _postgres: None,
    };
    let wrong = other.refused(&["check"], 3);
    assert!(wrong.contains("sqlite:PATH"), "{wrong}");
}

#[test]
fn a_bad_row_is_named_and_nothing_is_imported_unless_bad_rows_are_skipped() {
    let desk = on_sqlite();
    for file in ["organizations.csv", "locations.csv"] {
        desk.write(
            &format!("mine/{file}"),
            &std::fs::read_to_string(Path::new(&offers()).join(file)).unwrap(),
        );
    }
    let services = std::fs::read_to_string(Path::new(&offers()).join("services.csv")).unwrap();
    let lines: Vec<&str> = services.lines().collect();
    let broken = lines[1].replacen(",mh,", ",nobody,", 1);
    assert_ne!(broken, lines[1], "the line to break is another now");
    desk.write(
        "mine/services.csv",
        &services.replacen(lines[1], &broken, 1),
    );
    let refused = desk.refused(&["import", "mine"], 5);
    assert!(
        refused.contains("services.csv, line 2, organization_id"),
        "{refused}"
    );
    assert!(refused.contains("--skip-bad"), "{refused}");
    let imported = desk.done(&["import", "mine", "--skip-bad"]);
    assert!(
        imported.contains("skipped: services.csv, line 2"),
        "{imported}"
    );
    let again = desk.done(&["import", &offers()]);
    assert!(again.contains("rows added"), "{again}");
    let same = desk.done(&["import", &offers()]);
    assert!(same.starts_with("0 rows added, 0 changed"), "{same}");
}

#[test]
fn what_is_exported_can_be_imported_elsewhere() {
    let desk = on_sqlite();
    desk.done(&["import", &offers()]);
    desk.done(&["export", "out", "--ourselves"]);
    let full = desk.refused(&["export", "out"], 1);
    assert!(full.contains("not empty"), "{full}");
    let other = on_sqlite();
    let out = desk.folder.join("out").display().to_string();
    other.done(&["import", &out]);
    let same = other.done(&["import", &out]);
    assert!(same.starts_with("0 rows added, 0 changed"), "{same}");
}

#[tokio::test]
async fn a_backup_restores_into_either_engine_and_proves_it() {
    for desk in [on_sqlite(), on_postgres().await] {
        desk.done(&["import", &offers()]);
        desk.done(&[
            "invite",
            "a@example.org",
            "--name",
            "Anna",
            "--role",
            "administrator",
        ]);
        let public = desk.done(&["key", "backup", "identity.txt"]);
        let backup = ["backup", "--to", "backups", "--recipient", public.trim()];
        desk.done(&backup);
        let (data, keys) = (
            desk.backups("data").remove(0),
            desk.backups("keys").remove(0),
        );
        let bytes = std::fs::read(&data).unwrap();
        assert!(bytes.starts_with(b"age-encryption.org/v1"), "not encrypted");
        let (data, keys) = (data.display().to_string(), keys.display().to_string());
        let restore = [
            "restore",
            "--identity",
            "identity.txt",
            "--data",
            &data,
            "--keys",
            &keys,
        ];
        let full = desk.refused(&restore, 1);
        assert!(full.contains("not empty"), "{full}");

        for other in [on_sqlite(), on_postgres().await] {
            std::fs::copy(
                desk.folder.join("identity.txt"),
                other.folder.join("identity.txt"),
            )
            .unwrap();
            if other.folder.join("favn.key").exists() {
                let wrong = other.refused(&restore, 3);
                assert!(wrong.contains("master key"), "{wrong}");
                std::fs::remove_file(other.folder.join("favn.key")).unwrap();
            }
            std::fs::copy(desk.folder.join("favn.key"), other.folder.join("favn.key")).unwrap();
            let restored = other.done(&restore);
            assert!(restored.contains("read back and the same"), "{restored}");
            let same = other.done(&["import", &offers()]);
            assert!(same.starts_with("0 rows added, 0 changed"), "{same}");
            other.done(&["audit", "verify"]);
        }

        let half = desk.folder.join("half.age");
        std::fs::write(&half, &bytes[..bytes.len() / 2]).unwrap();
        let empty = on_sqlite();
        std::fs::copy(desk.folder.join("favn.key"), empty.folder.join("favn.key")).unwrap();
        let identity = desk.folder.join("identity.txt").display().to_string();
        empty.refused(
            &[
                "restore",
                "--identity",
                &identity,
                "--data",
                &half.display().to_string(),
            ],
            1,
        );
        let none = empty.done(&["import", &offers()]);
        assert!(
            !none.starts_with("0 rows added"),
            "half a backup left rows: {none}"
        );
    }
}

#[test]
fn keys_are_never_overwritten_and_only_their_owner_reads_them() {
    use std::os::unix::fs::PermissionsExt;
    let desk = on_sqlite();
    desk.done(&["key", "new"]);
    let key = desk.folder.join("favn.key");
    let before = std::fs::read(&key).unwrap();
    let refused = desk.refused(&["key", "new"], 1);
    assert!(refused.contains("not overwritten"), "{refused}");
    assert_eq!(std::fs::read(&key).unwrap(), before);
    assert_eq!(
        std::fs::metadata(&key).unwrap().permissions().mode() & 0o777,
        0o600
    );
    desk.done(&["check"]);
    let files = std::fs::read_dir(&desk.folder).unwrap();
    let mut databases = 0;
    for file in files.map(Result::unwrap) {
        if file.file_name().to_string_lossy().contains(".sqlite") {
            let mode = file.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{:?}", file.file_name());
            databases += 1;
        }
    }
    assert!(databases >= 2, "the data and the keys");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let found = desk.refused(&["check"], 5);
    assert!(found.contains("chmod 600"), "{found}");
    std::fs::remove_file(&key).unwrap();
    let lost = desk.refused(&["check"], 5);
    assert!(lost.contains("there is no key file"), "{lost}");
}

#[tokio::test]
async fn a_changed_audit_log_is_found() {
    let desk = on_sqlite();
    desk.done(&[
        "invite",
        "a@example.org",
        "--name",
        "Anna",
        "--role",
        "counsellor,policy_officer",
    ]);
    desk.done(&["audit", "verify"]);
    let url: DatabaseUrl = desk.database.parse().unwrap();
    {
        let db = db::Db::open(&url, db::Options::default()).await.unwrap();
        const ADD: db::Sql = db::Sql {
            name: "ADD",
            text: "insert into audit (seq, at, actor, act, thing, previous, hash) values (999, 0, 'x', 'y', 'z', $1, $1)",
        };
        db.execute(&ADD, params![vec![0_u8; 32]]).await.unwrap();
    }
    let found = desk.refused(&["audit", "verify"], 5);
    assert!(found.contains("was changed"), "{found}");
}

#[test]
fn a_named_program_for_letters_that_is_not_there_is_found() {
    let desk = on_sqlite();
    let found = desk.refused(&["check", "--letters", "/nowhere/favn-letters"], 5);
    assert!(
        found.contains("WRONG  letters: /nowhere/favn-letters"),
        "{found}"
    );
    assert!(desk.done(&["check"]).contains("ok     letters: "));
}
