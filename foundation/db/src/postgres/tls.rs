//! TLS to PostgreSQL by rustls: the authorities the web trusts, or the one that is named.

use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::Config;
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::DbError;

/// Reads the connection string. `sslrootcert=PATH` is ours to read: the driver does not know it.
pub(crate) fn connector(url: &str) -> Result<(Config, MakeRustlsConnect), DbError> {
    let (rest, authority) = split_authority(url);
    let wrong =
        |detail: String| DbError::Unreachable(format!("the database URL cannot be used: {detail}"));
    let mut config: Config = rest
        .parse()
        .map_err(|error: tokio_postgres::Error| wrong(error.to_string()))?;
    config.application_name("favn");
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(std::time::Duration::from_secs(10));
    }
    let mut roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    if let Some(path) = authority {
        roots = RootCertStore::empty();
        let read = CertificateDer::pem_file_iter(&path)
            .map_err(|error| wrong(format!("sslrootcert {path}: {error}")))?;
        for certificate in read {
            let certificate =
                certificate.map_err(|error| wrong(format!("sslrootcert {path}: {error}")))?;
            roots
                .add(certificate)
                .map_err(|error| wrong(format!("sslrootcert {path}: {error}")))?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| wrong(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok((config, MakeRustlsConnect::new(tls)))
}

fn split_authority(url: &str) -> (String, Option<String>) {
    let Some((before, query)) = url.split_once('?') else {
        return (url.to_owned(), None);
    };
    let mut authority = None;
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| {
            let found = pair.strip_prefix("sslrootcert=");
            authority = authority.take().or_else(|| found.map(str::to_owned));
            found.is_none()
        })
        .collect();
    (format!("{before}?{}", kept.join("&")), authority)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_authority_is_taken_out_of_the_url() {
        let (url, authority) =
            split_authority("postgres://a@b/c?sslmode=require&sslrootcert=/etc/ca.pem");
        assert_eq!(url, "postgres://a@b/c?sslmode=require");
        assert_eq!(authority.as_deref(), Some("/etc/ca.pem"));
        assert!(connector("postgres://a@b/c?sslrootcert=/no/such").is_err());
    }
}
