//! Which engine, and where: `sqlite:PATH` or `postgres://…`.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Where the data is. Its `Debug` and `Display` leave the password out.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file; it is created when missing.
    Sqlite(PathBuf),
    /// A connection string of PostgreSQL, as `libpq` writes it. `sslmode=require` asks for TLS,
    /// `sslrootcert=PATH` names the authority that must have signed the server's certificate.
    Postgres(String),
}

/// The URL names no engine we know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the database URL must be sqlite:PATH or postgres://USER@HOST/NAME")]
pub struct UrlError;

impl FromStr for DatabaseUrl {
    type Err = UrlError;

    fn from_str(text: &str) -> Result<Self, UrlError> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() {
                return Err(UrlError);
            }
            return Ok(Self::Sqlite(Path::new(path).to_path_buf()));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        Err(UrlError)
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => {
                // Everything between the scheme and the last @ may hold a password.
                let rest = url.rsplit_once('@').map_or(url.as_str(), |(_, rest)| rest);
                let rest = rest.split('?').next().unwrap_or_default();
                write!(
                    f,
                    "postgres://…@{}",
                    rest.trim_start_matches("postgres://")
                        .trim_start_matches("postgresql://")
                )
            }
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_choose_the_engine_and_hide_the_password() {
        assert_eq!(
            "sqlite:favn.sqlite".parse(),
            Ok(DatabaseUrl::Sqlite("favn.sqlite".into()))
        );
        let url: Result<DatabaseUrl, _> =
            "postgres://favn:hemmelig@db/favn?sslmode=require".parse();
        let shown = format!("{url:?}");
        assert!(
            shown.contains("db/favn") && !shown.contains("hemmelig"),
            "{shown}"
        );
        assert_eq!("mysql://x".parse::<DatabaseUrl>(), Err(UrlError));
        assert_eq!("sqlite:".parse::<DatabaseUrl>(), Err(UrlError));
    }
}
