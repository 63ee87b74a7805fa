//! `favn-letters`: documents in, PDF out. Started by `favn`; see [`letters::wire`].

use std::io::{self, BufRead, Read};
use std::process::ExitCode;

use favn_letters::{Press, confine};
use letters::wire::{Answer, JOB_BYTES};

fn main() -> ExitCode {
    let press = Press::new();
    match confine().and_then(|()| serve(&press)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Answers one job after the other until there are no more.
fn serve(press: &Press) -> io::Result<()> {
    let (mut jobs, mut answers) = (io::stdin().lock(), io::stdout().lock());
    let most = u64::try_from(JOB_BYTES).map_err(io::Error::other)?;
    let mut job = Vec::new();
    loop {
        job.clear();
        if jobs.by_ref().take(most).read_until(b'\n', &mut job)? == 0 {
            return Ok(());
        }
        if job.last() != Some(&b'\n') {
            // Too long, or cut off: where the next job begins is not known any more.
            return Err(io::ErrorKind::InvalidData.into());
        }
        let answer = match serde_json::from_slice(&job) {
            Ok(document) => press.set(document),
            // Where, and not what: the message could quote a family's words.
            Err(error) => Answer::Refused(format!("no document at character {}", error.column())),
        };
        answer.write(&mut answers)?;
    }
}
