//! The peer: Node with socket.io and better-sqlite3, from npm.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use serde::Deserialize;

use crate::process::{Outcome, Server, free_address, run};

/// The peer's folder in the repository, with what `npm ci` put there.
pub struct Peer {
    folder: PathBuf,
    pub versions: String,
}

#[derive(Deserialize)]
struct Load {
    per_s: f64,
    client_cpu: f64,
}

impl Peer {
    /// Installs what the lockfile says, once. better-sqlite3 is compiled here when no built one can be had.
    pub fn install() -> Outcome<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("peer");
        let node = run(Command::new("node").args(["-p", "process.execPath"]))
            .map_err(|error| format!("the peer needs Node 20 or newer on the PATH: {error}"))?;
        let ready = "require('better-sqlite3')(':memory:'); require('socket.io'); require('socket.io-client')";
        let is_ready = || {
            run(Command::new("node")
                .args(["-e", ready])
                .current_dir(&folder))
            .is_ok()
        };
        if !is_ready() {
            crate::tell::say(
                "Installing the peer (npm ci; compiling better-sqlite3 takes a minute or two) …",
            );
            let mut install = Command::new("npm");
            install.args(["ci", "--no-progress"]).current_dir(&folder);
            // Node's own headers, where they came with it, spare a download.
            if let Some(root) = Path::new(node.trim()).ancestors().nth(2)
                && root.join("include/node/node.h").exists()
            {
                install.env("npm_config_nodedir", root);
            }
            run(&mut install)?;
        }
        let versions = "['socket.io','better-sqlite3'].map(n=>n+' '+require(n+'/package.json').version).join(', ')";
        let versions = run(Command::new("node")
            .args(["-p", versions])
            .current_dir(&folder))?;
        let node = run(Command::new("node").arg("--version"))?;
        Ok(Self {
            folder,
            versions: format!(
                "Node {}, {}",
                node.trim().trim_start_matches('v'),
                versions.trim()
            ),
        })
    }

    /// Messages per second, stored and delivered, and the processor share its client used.
    pub fn saturate(
        &self,
        scratch: &Path,
        &(conversations, warm, seconds): &(usize, f64, f64),
        bytes: usize,
        grouped: bool,
    ) -> Outcome<(f64, f64)> {
        let address = free_address()?;
        let database = scratch.join("peer.sqlite");
        for left in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(scratch.join(format!("peer.sqlite{left}")));
        }
        let mut server = Command::new("node");
        server
            .arg("server.mjs")
            .arg(&database)
            .arg(address.port().to_string())
            .current_dir(&self.folder);
        if grouped {
            server.arg("grouped");
        }
        let server = Server::start(&server, address, &scratch.join("peer.log"))?;
        let mut client = Command::new("node");
        client.arg("client.mjs").current_dir(&self.folder);
        client.args([address.port() as usize, conversations].map(|each| each.to_string()));
        client.args([warm.to_string(), seconds.to_string(), bytes.to_string()]);
        let told = run(&mut client)?;
        server.kill()?;
        let load: Load = serde_json::from_str(told.lines().last().unwrap_or_default())?;
        Ok((load.per_s, load.client_cpu))
    }
}
