//! Copies of a PostgreSQL database: out through one repeatable-read transaction.

use futures_util::TryStreamExt;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Error};

use super::{CopyError, Piece, Sink, Source, in_order, is_left_out, list, plain, quoted, unfit};
use crate::{Db, DbError, Value};

fn failed(error: Error) -> CopyError {
    CopyError::Db(DbError::postgres("copy", &error))
}

async fn client(db: &Db) -> Result<Client, CopyError> {
    db.on_postgres()
        .await?
        .ok_or_else(|| CopyError::Unfit("this is no PostgreSQL".to_owned()))
}

pub(super) async fn dump(db: &Db, sink: &mut Sink<'_>) -> Result<(), CopyError> {
    let client = client(db).await?;
    client
        .batch_execute("begin isolation level repeatable read, read only")
        .await
        .map_err(failed)?;
    for table in tables(&client).await? {
        let columns = columns(&client, &table).await?;
        sink(Piece::Table {
            name: table.clone(),
            columns: columns.clone(),
        })?;
        let text = format!("select {} from {}", list(&columns), quoted(&table));
        let none: [&(dyn ToSql + Sync); 0] = [];
        let rows = client.query_raw(&text, none).await.map_err(failed)?;
        futures_util::pin_mut!(rows);
        while let Some(row) = rows.try_next().await.map_err(failed)? {
            let values = (0..columns.len()).map(|index| row.try_get::<_, Value>(index).map(plain));
            sink(Piece::Row(
                values.collect::<Result<_, _>>().map_err(failed)?,
            ))?;
        }
    }
    client.batch_execute("commit").await.map_err(failed)
}

pub(super) async fn load(db: &Db, source: &mut Source<'_>) -> Result<(), CopyError> {
    let client = client(db).await?;
    client.batch_execute("begin").await.map_err(failed)?; // undone with the connection, unless committed
    let here = tables(&client).await?;
    if !here.is_empty() {
        let all = list(&here);
        client
            .batch_execute(&format!("truncate {all}"))
            .await
            .map_err(failed)?;
    }
    let mut insert = None;
    while let Some(piece) = source()? {
        match piece {
            Piece::Table { name, columns: its } => {
                unfit(&name, &its, &columns(&client, &name).await?)?;
                let marks = (1..=its.len())
                    .map(|index| format!("${index}"))
                    .collect::<Vec<_>>()
                    .join(", ");
                let text = format!(
                    "insert into {} ({}) values ({marks})",
                    quoted(&name),
                    list(&its)
                );
                insert = Some(client.prepare(&text).await.map_err(failed)?);
            }
            Piece::Row(values) => {
                let insert = insert
                    .as_ref()
                    .ok_or_else(|| CopyError::Unfit("a row came before its table".to_owned()))?;
                let values: Vec<&(dyn ToSql + Sync)> =
                    values.iter().map(|value| value as _).collect();
                client.execute(insert, &values).await.map_err(failed)?;
            }
        }
    }
    client.batch_execute("commit").await.map_err(failed)
}

async fn tables(client: &Client) -> Result<Vec<String>, CopyError> {
    let rows = client
        .query(
            "select tablename::text from pg_tables where schemaname = current_schema()",
            &[],
        )
        .await
        .map_err(failed)?;
    let names: Vec<String> = rows
        .iter()
        .map(|row| row.get::<_, String>(0))
        .filter(|name| !is_left_out(name))
        .collect();
    let rows = client
        .query(
            "select distinct conrelid::regclass::text, confrelid::regclass::text
             from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace",
            &[],
        )
        .await
        .map_err(failed)?;
    let unquoted = |name: String| name.trim_matches('"').to_owned();
    let refers: Vec<(String, String)> = rows
        .iter()
        .map(|row| (unquoted(row.get(0)), unquoted(row.get(1))))
        .collect();
    Ok(in_order(names, &refers))
}

async fn columns(client: &Client, table: &str) -> Result<Vec<String>, CopyError> {
    let rows = client
        .query(
            "select column_name::text from information_schema.columns
             where table_schema = current_schema() and table_name = $1 and is_generated = 'NEVER'
             order by ordinal_position",
            &[&table],
        )
        .await
        .map_err(failed)?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}
