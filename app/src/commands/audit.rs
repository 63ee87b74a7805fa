//! `favn audit verify`.

use access::audit::{Seal, Verdict};

use super::say;
use crate::doors::Doors;
use crate::failure::Failure;
use crate::settings::Settings;

pub(super) async fn verify(settings: &Settings) -> Result<(), Failure> {
    let doors = Doors::open(settings).await?;
    match access::audit::verify(&doors.db, &Seal::of(doors.keys.master())).await? {
        Verdict::Verified { lines, head } => {
            say(format_args!(
                "The audit log is whole: {lines} lines, each holding the one before it. Its head is {head}."
            ));
            Ok(())
        }
        Verdict::Broken { seq } => Err(Failure::found(format!(
            "the audit log was changed at line {seq}: a line there or before it was altered, added, moved or removed. \
             Compare with the latest backup made before, and tell the data protection officer"
        ))),
    }
}
