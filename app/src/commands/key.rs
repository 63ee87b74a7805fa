//! `favn key`.

use std::path::Path;

use age::secrecy::ExposeSecret;
use base::Entropy;

use super::say;
use crate::doors::{new_key, write_secret};
use crate::failure::Failure;
use crate::settings::Settings;

pub(super) fn master(settings: &Settings) -> Result<(), Failure> {
    let path = &settings.key_file;
    if path.exists() {
        return Err(Failure::failed(format!(
            "{} is there already. Without it nothing it sealed can be read: it is not overwritten",
            path.display()
        )));
    }
    let key = new_key(path, &Entropy::system())?;
    say(format_args!(
        "Wrote the master key {} to {}. Keep a copy apart from this machine.",
        key.mark(),
        path.display()
    ));
    Ok(())
}

pub(super) fn backup(file: &Path) -> Result<(), Failure> {
    let identity = age::x25519::Identity::generate();
    let public = identity.to_public();
    let text = format!(
        "# The secret backup key of Favn. It opens every backup: keep it apart from the server.\n# public key: {public}\n{}\n",
        identity.to_string().expose_secret()
    );
    write_secret(file, &text)?;
    say(public);
    Ok(())
}
