//! `favn`: see `favn --help`.

use std::process::ExitCode;

use app::cli::Cli;
use clap::Parser;
use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // To standard error, so that what a command answers can be piped.
    let log = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_target(false);
    log.with_env_filter(tracing_subscriber::EnvFilter::new(&cli.common.log))
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return failed(1, &error),
    };
    match runtime.block_on(app::run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failed(failure.kind as u8, &failure),
    }
}

#[expect(
    clippy::print_stderr,
    reason = "a command's last word is for whoever typed it"
)]
fn failed(code: u8, error: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("favn: {error}");
    ExitCode::from(code)
}
