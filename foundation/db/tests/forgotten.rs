//! A key that was destroyed is in no file of the store.

use base::{Clock, Moment};
use db::testing::{OWN, keys_in, sqlite};
use db::{DatabaseUrl, Query, params};
use uuid::Uuid;

#[tokio::test]
async fn a_destroyed_key_is_in_no_file() {
    let store = sqlite(OWN).await;
    let DatabaseUrl::Sqlite(path) = &store.url else {
        panic!("a file");
    };
    let keys = keys_in(&store.db, &Clock::fixed(Moment::default()));
    let owner = Uuid::from_u128(7);
    keys.create(owner).await.expect("a key");
    let (sealed,): (Vec<u8>,) = store
        .db
        .one(&db::keys::KEY_OF, params![owner])
        .await
        .expect("the key as it is kept");
    let holds = || {
        ["", "-wal"].iter().any(|end| {
            let file = std::fs::read(format!("{}{end}", path.display())).unwrap_or_default();
            file.windows(sealed.len()).any(|bytes| bytes == sealed)
        })
    };
    assert!(holds(), "it is kept in a file");
    keys.forget(owner).await.expect("forgotten");
    assert!(!holds(), "and in none after it was destroyed");
}
