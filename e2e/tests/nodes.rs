//! Two nodes over one PostgreSQL carry one conversation, and one of them dies.

use std::net::TcpListener;

use e2e::{House, fresh_database};

#[test]
fn two_nodes_carry_one_conversation_and_one_may_die() {
    let house = House::new();
    let url = fresh_database("nodes");
    // The errand stands before the nodes as a proxy does; they must know its address.
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|free| free.local_addr())
        .expect("a port")
        .port();
    house.behind(&format!("http://localhost:{port}"));
    let first = house.demo_on(&url);
    let second = house.node("second", &url);
    let said = house
        .errand("two-nodes", &first)
        .with("FAVN_SECOND", second.address())
        .with("FAVN_PROXY_PORT", port.to_string())
        .with("FAVN_FIRST_PROCESS", first.process().to_string())
        .run();
    assert!(said.contains("both nodes carried it"), "{said}");
}
