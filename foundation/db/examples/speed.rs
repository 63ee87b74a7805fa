#![allow(missing_docs, clippy::all)]
use db::*;
use std::time::Instant;
db::statements! {
    pub MAKE = "create table if not exists t (c integer not null, seq integer not null, body blob not null, primary key (c, seq)) without rowid";
    pub NEXT = "select coalesce(max(seq), 0) + 1 as n from t where c = $1";
    pub INS = "insert into t (c, seq, body) values ($1, $2, $3)";
    pub GET = "select seq, body from t where c = $1 and seq > $2 order by seq";
}
fn main() {
    let threads: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let tasks: i64 = std::env::args().nth(2).unwrap().parse().unwrap();
    let rt = tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build().unwrap();
    rt.block_on(async {
        let dir = tempfile::tempdir().unwrap();
        let url: DatabaseUrl = format!("sqlite:{}", dir.path().join("x.sqlite").display()).parse().unwrap();
        let db = Db::open(&url, Options::default()).await.unwrap();
        db.execute(&MAKE, &[]).await.unwrap();
        let begun = Instant::now();
        let mut set = tokio::task::JoinSet::new();
        for c in 0..tasks {
            let db = db.clone();
            set.spawn(async move {
                for _ in 0..(40_000 / tasks) {
                    db.transaction(|tx: Tx| async move {
                        let (n,): (i64,) = tx.one(&NEXT, params![c]).await?;
                        tx.execute(&INS, params![c, n, vec![7u8; 120]]).await?;
                        Ok::<_, DbError>(())
                    }).await.unwrap();
                }
            });
        }
        while let Some(r) = set.join_next().await { r.unwrap(); }
        println!("writes: {:.0}/s", 40_000.0 / begun.elapsed().as_secs_f64());
        let begun = Instant::now();
        for c in 0..tasks {
            let db = db.clone();
            set.spawn(async move {
                for n in 0..(200_000 / tasks) {
                    let _: Vec<(i64, Vec<u8>)> = db.rows(&GET, params![c, (40_000 / tasks) - 1 - n % 2]).await.unwrap();
                    if n % 4 == 0 { tokio::task::yield_now().await; }
                }
            });
        }
        while let Some(r) = set.join_next().await { r.unwrap(); }
        println!("reads: {:.0}/s", 200_000.0 / begun.elapsed().as_secs_f64());
    });
}
