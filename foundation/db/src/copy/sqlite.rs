//! Copies of a SQLite file: out through a read transaction of a connection of their own.

use std::path::PathBuf;

use rusqlite::{Connection, OpenFlags};

use super::{CopyError, Piece, Sink, Source, in_order, is_left_out, list, quoted, unfit};
use crate::sqlite::from_sqlite;
use crate::{Db, DbError};

fn failed(error: rusqlite::Error) -> CopyError {
    CopyError::Db(DbError::sqlite("copy", &error))
}

pub(super) async fn dump(db: &Db, sink: &mut Sink<'_>) -> Result<(), CopyError> {
    let path = db
        .on_sqlite(|connection| connection.path().map(PathBuf::from))
        .await?
        .flatten();
    let path =
        path.ok_or_else(|| CopyError::Unfit("a database in memory cannot be copied".to_owned()))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
    connection
        .execute_batch("pragma query_only = on; begin")
        .map_err(failed)?;
    for table in tables(&connection)? {
        let columns = columns(&connection, &table)?;
        sink(Piece::Table {
            name: table.clone(),
            columns: columns.clone(),
        })?;
        let text = format!("select {} from {}", list(&columns), quoted(&table));
        let mut statement = connection.prepare(&text).map_err(failed)?;
        let mut rows = statement.query(()).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let values = (0..columns.len()).map(|index| row.get_ref(index).map(from_sqlite));
            sink(Piece::Row(
                values.collect::<Result<_, _>>().map_err(failed)?,
            ))?;
        }
    }
    Ok(())
}

pub(super) async fn load(db: &Db, source: &mut Source<'_>) -> Result<(), CopyError> {
    let loaded = db.on_sqlite(|connection| {
        // Whatever refers to what, all of it is here at the end; then it is checked.
        connection
            .execute_batch("pragma foreign_keys = off; begin immediate")
            .map_err(failed)?;
        let done = take_in(connection, source);
        let end = if done.is_ok() { "commit" } else { "rollback" };
        connection
            .execute_batch(&format!("{end}; pragma foreign_keys = on"))
            .map_err(failed)?;
        done
    });
    loaded.await?.unwrap_or(Ok(()))
}

fn take_in(connection: &Connection, source: &mut Source<'_>) -> Result<(), CopyError> {
    for table in tables(connection)? {
        connection
            .execute(&format!("delete from {}", quoted(&table)), ())
            .map_err(failed)?;
    }
    let mut insert = None;
    while let Some(piece) = source()? {
        match piece {
            Piece::Table { name, columns: its } => {
                unfit(&name, &its, &columns(connection, &name)?)?;
                let marks = vec!["?"; its.len()].join(", ");
                let text = format!(
                    "insert into {} ({}) values ({marks})",
                    quoted(&name),
                    list(&its)
                );
                insert = Some(connection.prepare(&text).map_err(failed)?);
            }
            Piece::Row(values) => {
                let insert = insert
                    .as_mut()
                    .ok_or_else(|| CopyError::Unfit("a row came before its table".to_owned()))?;
                insert
                    .execute(rusqlite::params_from_iter(&values))
                    .map_err(failed)?;
            }
        }
    }
    let mut check = connection
        .prepare("pragma foreign_key_check")
        .map_err(failed)?;
    if check.exists(()).map_err(failed)? {
        return Err(CopyError::Unfit(
            "the backup refers to rows that it does not hold".to_owned(),
        ));
    }
    Ok(())
}

fn tables(connection: &Connection) -> Result<Vec<String>, CopyError> {
    // pragma table_list knows virtual tables and their shadows apart from real ones.
    let names = column_of(
        connection,
        "select name from pragma_table_list where schema = 'main' and type = 'table'",
    )?;
    let names: Vec<String> = names
        .into_iter()
        .filter(|name| !is_left_out(name))
        .collect();
    let mut refers = Vec::new();
    for name in &names {
        let text = format!(
            "select \"table\" from pragma_foreign_key_list({})",
            quoted(name)
        );
        refers.extend(
            column_of(connection, &text)?
                .into_iter()
                .map(|to| (name.clone(), to)),
        );
    }
    Ok(in_order(names, &refers))
}

fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, CopyError> {
    column_of(
        connection,
        &format!("select name from pragma_table_info({})", quoted(table)),
    )
}

fn column_of(connection: &Connection, text: &str) -> Result<Vec<String>, CopyError> {
    let mut statement = connection.prepare(text).map_err(failed)?;
    let read = statement.query_map((), |row| row.get(0)).map_err(failed)?;
    read.collect::<Result<_, _>>().map_err(failed)
}
