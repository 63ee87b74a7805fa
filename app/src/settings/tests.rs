use std::collections::BTreeSet;
use std::time::Duration;

use clap::Parser;

use super::names::{Kind, SETTINGS, Setting};
use super::*;
use crate::cli::Cli;

const PAPER: &str = include_str!("../../../docs/operations.md");

/// Reads the text as a settings file, with this environment and these arguments.
fn read(text: &str, variables: &[(&str, &str)], arguments: &[&str]) -> Result<Settings, Failure> {
    let folder = std::env::temp_dir().join(format!(
        "favn-settings-{}",
        base::Entropy::system().below(u64::MAX)
    ));
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("favn.toml");
    std::fs::write(&path, text)?;
    let line = ["favn", "check"].iter().chain(arguments);
    let mut common = Cli::try_parse_from(line).map_err(Failure::setting)?.common;
    common.settings = Some(path);
    let read = Settings::of(&common, |name| {
        let found = variables.iter().find(|(known, _)| *known == name)?;
        Some(found.1.to_owned())
    });
    std::fs::remove_dir_all(&folder)?;
    read
}

fn file(text: &str) -> Result<Settings, Failure> {
    read(text, &[], &[])
}

/// Two values for each setting that differ from each other and from what holds without it, as
/// text; and as the file has the first.
fn values(setting: &Setting) -> [&'static str; 2] {
    match (setting.kind, setting.key) {
        (Kind::Number, _) => ["41", "42"],
        (Kind::List, "helpline.languages") => ["da,en", "uk"],
        (Kind::List, _) => ["10.0.0.0/8,::1", "192.0.2.7"],
        (_, "helpline.opening") => [
            r#"[{ day = "monday", from = "09:00", to = "15:30" }]"#,
            r#"[{ day = "friday", from = "10:00", to = "12:00" }]"#,
        ],
        (Kind::Tables, _) => [
            r#"[{ name = "A", number = "1" }]"#,
            r#"[{ name = "B", number = "2" }]"#,
        ],
        (_, "database" | "keys_database") => ["sqlite:/data/a", "sqlite:/data/b"],
        (_, "listen") => ["127.0.0.1:1", "127.0.0.1:2"],
        _ => ["https://a.example", "https://b.example"],
    }
}

fn in_file(setting: &Setting, value: &str) -> String {
    let value = setting.kind.read(value).unwrap();
    match setting.key.split_once('.') {
        None => format!("{} = {value}\n", setting.key),
        Some((section, key)) => format!("[{section}]\n{key} = {value}\n"),
    }
}

/// What holds, whichever setting it is, once the mail server's other half is there too.
fn held(text: &str, variables: &[(&str, &str)], arguments: &[&str]) -> String {
    let halves = [("FAVN_MAIL_SMTP", "smtp://c"), ("FAVN_MAIL_FROM", "c@d.dk")];
    let said = |name: &str| {
        variables.iter().any(|(known, _)| *known == name)
            || name == "FAVN_MAIL_SMTP" && text.contains("smtp")
            || name == "FAVN_MAIL_FROM" && text.contains("from = \"https")
    };
    let mut all: Vec<_> = halves
        .iter()
        .filter(|(name, _)| !said(name))
        .copied()
        .collect();
    all.extend_from_slice(variables);
    let mut settings = read(text, &all, arguments).unwrap();
    let mail = settings.mail.take().map(|mail| (mail.smtp, mail.from));
    settings.origins.clear();
    // Where the file itself lies is another place each time.
    if !settings.key_file.starts_with("https:") {
        settings.key_file = PathBuf::new();
    }
    format!("{settings:?} {mail:?}")
}

#[test]
fn every_setting_can_be_said_in_the_file_the_environment_and_by_a_flag_and_the_later_wins() {
    for setting in SETTINGS {
        let [first, second] = values(setting);
        let flag = format!("--{}={first}", setting.flag);
        let other_flag = format!("--{}={second}", setting.flag);
        let by_file = held(&in_file(setting, first), &[], &[]);
        let by_variable = held("", &[(setting.variable, first)], &[]);
        let by_flag = held("", &[], &[&flag]);
        assert_eq!(by_file, by_variable, "{}", setting.key);
        assert_eq!(by_file, by_flag, "{}", setting.key);
        let other = held(&in_file(setting, second), &[], &[]);
        assert_ne!(by_file, other, "{} has no effect", setting.key);
        let variable_wins = held(&in_file(setting, first), &[(setting.variable, second)], &[]);
        assert_eq!(variable_wins, other, "{}", setting.key);
        let flag_wins = held(
            &in_file(setting, first),
            &[(setting.variable, first)],
            &[&other_flag],
        );
        assert_eq!(flag_wins, other, "{}", setting.key);
    }
}

#[test]
fn names_are_regular_and_stand_in_help_and_paper() {
    let mut command = <Cli as clap::CommandFactory>::command();
    let help = command.render_long_help().to_string();
    for setting in SETTINGS {
        let flag = setting.key.replace(['.', '_'], "-");
        let variable = format!("FAVN_{}", flag.to_uppercase().replace('-', "_"));
        assert_eq!(
            (setting.flag, setting.variable),
            (flag.as_str(), variable.as_str())
        );
        assert!(help.contains(&format!("--{flag} ")), "{flag} in the help");
        assert!(help.contains(&variable), "{variable} in the help");
        let row = format!("| `{}` | `{variable}` | `--{flag}` |", setting.key);
        assert!(
            PAPER.contains(&row),
            "docs/operations.md lacks the row {row}"
        );
    }
    let rows = PAPER
        .lines()
        .filter(|line| line.contains("` | `FAVN_"))
        .count();
    assert_eq!(
        rows,
        SETTINGS.len(),
        "docs/operations.md names a setting that is none"
    );
}

/// The fields of the settings as `Debug` shows them, with their sections.
fn fields() -> BTreeSet<String> {
    let all = File::default();
    let mut found = BTreeSet::new();
    for line in format!("{all:#?}").lines() {
        let depth = line.len() - line.trim_start().len();
        let Some((field, _)) = line.trim().split_once(':') else {
            continue;
        };
        match depth {
            4 => found.insert(field.to_owned()),
            _ => false,
        };
    }
    for (section, text) in [
        ("mail", format!("{:#?}", all.mail)),
        ("helpline", format!("{:#?}", all.helpline)),
    ] {
        assert!(found.remove(section));
        let lines = text.lines().filter_map(|line| line.trim().split_once(':'));
        found.extend(lines.map(|(field, _)| format!("{section}.{field}")));
    }
    found
}

#[test]
fn every_setting_of_the_file_has_its_other_names() {
    let named: BTreeSet<String> = SETTINGS.iter().map(|setting| setting.key.into()).collect();
    assert_eq!(
        fields(),
        named,
        "app/src/settings/names.rs names every setting once"
    );
    assert_eq!(named.len(), SETTINGS.len(), "a setting stands there twice");
}

#[test]
fn what_hangs_on_a_setting_follows_it() {
    let flags = [
        "--database",
        "sqlite:/data/b.sqlite",
        "--listen",
        "127.0.0.1:9",
    ];
    let settings = read("", &[], &flags).unwrap();
    assert_eq!(
        settings.keys_database,
        Some(DatabaseUrl::Sqlite("/data/b.keys.sqlite".into()))
    );
    assert_eq!(settings.listen.port(), 9);
    let mut common = Common::default();
    common.flags.set("database", "sqlite:/data/b.sqlite".into());
    let without_a_file = Settings::of(&common, |_| None).unwrap();
    assert_eq!(without_a_file.key_file, Path::new("/data/favn.key"));
}

#[test]
fn it_is_known_where_each_setting_came_from() {
    let text = "# a remark\nlisten = \"127.0.0.1:1\"\norganisation = \"A\"\n\n[mail]\nsmtp = \"smtp://h\"\nfrom = \"a@b.dk\"\n";
    let settings = read(
        text,
        &[("FAVN_ORGANISATION", "B"), ("FAVN_EXIT_URL", "")],
        &["--staff-idle-minutes", "5"],
    )
    .unwrap();
    let told: Vec<_> = settings
        .origins()
        .map(|(key, origin)| format!("{key}: {origin}"))
        .collect();
    let [listen, from, smtp, organisation, idle] = &told[..] else {
        panic!("{told:?}")
    };
    assert!(
        listen.starts_with("listen: ") && listen.ends_with("favn.toml, line 2"),
        "{listen}"
    );
    assert!(
        from.starts_with("mail.from: ") && from.ends_with("line 7"),
        "{from}"
    );
    assert!(
        smtp.starts_with("mail.smtp: ") && smtp.ends_with("line 6"),
        "{smtp}"
    );
    assert_eq!(organisation, "organisation: the variable FAVN_ORGANISATION");
    assert_eq!(idle, "staff_idle_minutes: the flag --staff-idle-minutes");
}

#[test]
fn a_wrong_setting_is_named_with_its_place_and_mend() {
    for (text, variables, flags, named) in [
        (
            "databse = \"x\"",
            &[][..],
            &[][..],
            &["favn.toml", "databse"][..],
        ),
        ("\nlisten = \"here\"", &[], &[], &["favn.toml", "line 2"]),
        (
            "database = \"mysql://x\"",
            &[],
            &[],
            &["line 1", "sqlite:PATH"],
        ),
        (
            "",
            &[("FAVN_DATABASE", "x")],
            &[],
            &["FAVN_DATABASE", "sqlite:PATH"],
        ),
        ("", &[("FAVN_LISTEN", "here")], &[], &["FAVN_LISTEN"]),
        (
            "",
            &[("FAVN_CONNECTIONS", "many")],
            &[],
            &["FAVN_CONNECTIONS", "whole number"],
        ),
        ("", &[], &["--connections=-4"], &["--connections"]),
        (
            "",
            &[],
            &["--most-connections=0"],
            &["--most-connections", "such as 1000"],
        ),
        ("", &[], &["--helpline-danger=1888"], &["--helpline-danger"]),
        (
            "",
            &[],
            &["--helpline-danger=[{"],
            &["--helpline-danger", "one line"],
        ),
        (
            "",
            &[("FAVN_HELPLINE_OPENING", "[{ day = \"monday\" }]")],
            &[],
            &["FAVN_HELPLINE_OPENING", "from"],
        ),
        (
            "[mail]\nsmtp = \"smtp://h\"",
            &[],
            &[],
            &["line 2", "FAVN_MAIL_FROM"],
        ),
    ] {
        let failure = read(text, variables, flags).unwrap_err();
        for word in named {
            assert!(failure.to_string().contains(word), "{word} in: {failure}");
        }
        assert_eq!(failure.kind, crate::failure::Kind::Setting);
    }
    // What is wrong is told without the line it stands on: there may be a password on it.
    for text in [
        "\ndatabase = \"postgres://favn:hush@h/x\nconnections = 3",
        "\n[mail]\nsmtp = [\"smtps://favn:hush@h\"]",
        "\n[mail]\nsmpt = \"smtps://favn:hush@h\"",
        "\nconnections = 1\nconnections = 2 # hush",
    ] {
        let failure = read(text, &[], &[]).unwrap_err().to_string();
        assert!(!failure.contains("hush"), "{failure}");
        assert!(failure.contains("line "), "{failure}");
    }
    let proxies = read("", &[("FAVN_TRUSTED_PROXIES", "10.0.0.0/99")], &[]).unwrap();
    let site = proxies.site(proxies.listen, web::FormSecret::new([1; 32]), false);
    let failure = site.unwrap_err().to_string();
    assert!(
        failure.contains("FAVN_TRUSTED_PROXIES") && failure.contains("10.0.0.0/8"),
        "{failure}"
    );
}

#[test]
fn a_password_is_shown_nowhere() {
    let settings = read(
        "",
        &[
            ("FAVN_MAIL_SMTP", "smtps://u:geheim@h"),
            ("FAVN_MAIL_FROM", "a@b.dk"),
        ],
        &[],
    )
    .unwrap();
    let told: Vec<_> = settings
        .origins()
        .map(|(key, origin)| format!("{key}{origin}"))
        .collect();
    assert!(!format!("{settings:?} {told:?}").contains("geheim"));
    let mut command = <Cli as clap::CommandFactory>::command();
    let help = command
        .render_long_help()
        .to_string()
        .replace("\n          ", " ");
    for secret in SETTINGS.iter().filter(|setting| setting.secret) {
        let (_, help) = help.split_once(&format!("--{} ", secret.flag)).unwrap();
        let (help, _) = help.split_once(secret.variable).unwrap();
        assert!(
            help.contains("sees a password in a flag"),
            "{}: {help}",
            secret.key
        );
    }
}

#[test]
fn a_variable_that_is_no_setting_is_noticed() {
    let names = [
        "FAVN_ORGANIZATION",
        "FAVN_ORGANISATION",
        "FAVN_LOG",
        "FAVN_TEST_POSTGRES",
        "PATH",
    ];
    let unknown: Vec<_> = unknown(names.iter().map(|name| (*name).to_owned())).collect();
    assert_eq!(unknown, ["FAVN_ORGANIZATION"]);
}

/// The paper's example is taken whole, and once more with the lines after `#`, which say what
/// holds without them.
#[test]
fn operations_md_names_every_setting_and_what_holds_without_it() {
    let (_, rest) = PAPER.split_once("```toml\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    file(example).unwrap();
    let whole = example.replace("\n# ", "\n");
    assert_ne!(whole, example, "no line of the example is after a #");
    let whole = toml::from_str::<File>(&whole).unwrap();
    for Setting { key, .. } in SETTINGS {
        let field = key.rsplit('.').next().unwrap();
        let named = [format!("{field} = "), format!("[{key}]")]
            .iter()
            .any(|form| example.contains(form.as_str()));
        assert!(named, "docs/operations.md does not name the setting {key}");
    }

    let connections = whole.connections.unwrap();
    assert_eq!(connections, db::Options::default().connections);
    let idle = Duration::from_secs(60 * whole.staff_idle_minutes.unwrap());
    assert_eq!(idle, access::Settings::default().staff_idle);
    let helpline = helpline::Settings {
        opening: Vec::new(),
        danger: Vec::new(),
        ..whole.helpline
    };
    assert_eq!(
        format!("{helpline:#?}"),
        format!("{:#?}", helpline::Settings::default())
    );
}
