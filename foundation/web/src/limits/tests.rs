use super::*;

const THREE: Limit = Limit::new("three", 3, Duration::from_secs(60));

fn limits() -> (Limits, Clock) {
    let clock = Clock::fixed(Moment::from_micros(1_700_000_000_000_000));
    (Limits::new(clock.clone(), Entropy::seeded(1)), clock)
}

fn wait(result: Result<(), AppError>) -> u64 {
    match result {
        Err(AppError::TooMany { seconds }) => seconds,
        other => panic!("expected to be told to wait, got {other:?}"),
    }
}

#[test]
fn a_bucket_empties_and_refills() {
    let (limits, clock) = limits();
    for _ in 0..3 {
        assert!(limits.take(&THREE, b"a").is_ok());
    }
    assert_eq!(wait(limits.take(&THREE, b"a")), 20);
    assert!(
        limits.take(&THREE, b"b").is_ok(),
        "another's bucket is another's"
    );
    clock.advance(Duration::from_secs(19));
    assert_eq!(wait(limits.take(&THREE, b"a")), 1);
    clock.advance(Duration::from_secs(1));
    assert!(limits.take(&THREE, b"a").is_ok());
    assert_eq!(wait(limits.take(&THREE, b"a")), 20);
}

#[test]
fn a_new_salt_does_not_empty_the_count() {
    let (limits, clock) = limits();
    clock.advance(SALT_LIFE - Duration::from_secs(1));
    for _ in 0..3 {
        assert!(limits.take(&THREE, b"a").is_ok());
    }
    let salt = limits.book.lock().now.salt;
    clock.advance(Duration::from_secs(2));
    assert_eq!(wait(limits.take(&THREE, b"a")), 18);
    assert_ne!(
        limits.book.lock().now.salt,
        salt,
        "the salt turns every hour"
    );
    clock.advance(SALT_LIFE * 3);
    assert!(limits.take(&THREE, b"a").is_ok());
    assert!(
        limits.book.lock().before.is_none(),
        "an old salt is forgotten"
    );
}

#[test]
fn no_address_is_kept() {
    let (limits, _) = limits();
    let client = Client(Some("192.0.2.7".parse().expect("an address")));
    assert!(limits.take_client(&THREE, client).is_ok());
    let book = limits.book.lock();
    let key = book.now.full_at.keys().next().expect("one bucket");
    assert!(!key.windows(4).any(|bytes| bytes == [192, 0, 2, 7]));
}

#[test]
fn a_flood_does_not_fill_the_memory() {
    let (limits, _) = limits();
    for n in 0..(BUCKETS as u32 + 1000) {
        assert!(limits.take(&THREE, &n.to_be_bytes()).is_ok());
    }
    assert!(limits.buckets() <= BUCKETS);
}

#[test]
fn a_flood_does_not_wash_away_what_everybody_is_counted_by() {
    let (limits, _) = limits();
    let alarms: Vec<_> = ["a", "b", "c", "d", "e", "f", "g", "h"]
        .map(|name| Limit::new(name, 3, Duration::from_secs(60)).of_everybody())
        .into();
    let nobody = Client::default();
    for alarm in &alarms {
        for _ in 0..3 {
            assert!(limits.take_client(alarm, nobody).is_ok());
        }
    }
    for n in 0..(BUCKETS as u32 * 2) {
        assert!(limits.take(&THREE, &n.to_be_bytes()).is_ok());
    }
    for alarm in &alarms {
        assert!(limits.take_client(alarm, nobody).is_err());
    }
}

fn client(peer: &str, forwarded: &[&'static str]) -> Option<IpAddr> {
    let proxies = ["10.0.0.0/8".parse().expect("a network")];
    let mut headers = HeaderMap::new();
    for line in forwarded {
        headers.append("x-forwarded-for", line.parse().expect("a header"));
    }
    Client::of(peer.parse().ok(), &headers, &proxies).0
}

#[test]
fn only_our_own_proxies_are_believed() {
    let ip = |text: &str| -> Option<IpAddr> { text.parse().ok() };
    assert_eq!(client("192.0.2.1", &["203.0.113.9"]), ip("192.0.2.1"));
    assert_eq!(client("10.0.0.1", &["203.0.113.9"]), ip("203.0.113.9"));
    assert_eq!(
        client("10.0.0.1", &["198.51.100.1, 203.0.113.9, 10.0.0.2"]),
        ip("203.0.113.9")
    );
    assert_eq!(
        client("10.0.0.1", &["198.51.100.1", "203.0.113.9"]),
        ip("203.0.113.9")
    );
    assert_eq!(client("10.0.0.1", &[]), ip("10.0.0.1"));
    assert_eq!(client("10.0.0.1", &["nonsense"]), ip("10.0.0.1"));
}

#[test]
fn what_is_given_back_can_be_taken_again() {
    let (limits, _) = limits();
    for _ in 0..3 {
        assert!(limits.take(&THREE, b"a").is_ok());
    }
    limits.give_back(&THREE, b"a");
    assert!(limits.take(&THREE, b"a").is_ok());
    assert_eq!(wait(limits.take(&THREE, b"a")), 20);
    // More than was taken gives nobody more than a full bucket.
    for _ in 0..9 {
        limits.give_back(&THREE, b"a");
    }
    for _ in 0..3 {
        assert!(limits.take(&THREE, b"a").is_ok());
    }
    assert!(limits.take(&THREE, b"a").is_err());
}

#[test]
fn neighbours_share_a_network_and_everybody_shares_all() {
    let (limits, _) = limits();
    let at = |address: &str| Client(Some(address.parse().expect("an address")));
    let (network, all) = (THREE.of_network(), Limit::new("all", 4, THREE.within));
    let all = all.of_everybody();
    for address in ["192.0.2.1", "192.0.2.2", "192.0.2.3"] {
        assert!(limits.take_client(&network, at(address)).is_ok());
        assert!(limits.take_client(&all, at(address)).is_ok());
    }
    assert!(limits.take_client(&network, at("192.0.2.4")).is_err());
    assert!(limits.take_client(&network, at("198.51.100.4")).is_ok());
    assert!(limits.take_client(&all, at("198.51.100.4")).is_ok());
    assert!(limits.take_client(&all, at("203.0.113.4")).is_err());
}
