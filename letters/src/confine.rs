//! What the program gives up before it reads its first job.

use std::io;

use rustix::process::{Resource, Rlimit, setrlimit};

/// Memory for all that it may hold, reserved or used, fonts and program included. Setting letters
/// reserves some 220 MB and uses 56.
const MEMORY_BYTES: u64 = 1 << 30;

/// Input, output and errors.
const FILES: u64 = 3;

/// From here on the kernel refuses every file and every socket, and memory beyond the limit.
///
/// # Errors
/// When the kernel does not take a limit.
pub fn confine() -> io::Result<()> {
    let limit = |resource, most| {
        let both = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        setrlimit(resource, both).map_err(io::Error::from)
    };
    // Before the limits, and no more than one: each thread reserves memory.
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build_global()
        .map_err(io::Error::other)?;
    limit(Resource::As, MEMORY_BYTES)?;
    limit(Resource::Nofile, FILES)?;
    limit(Resource::Fsize, 0)?;
    limit(Resource::Core, 0)
}
