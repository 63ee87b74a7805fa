//! Where help is.
mod bundle; mod card; mod check; mod export; mod generate; pub mod geography; mod hours; mod import; mod index; mod lexicon; mod near; mod offer; mod place; mod read_hsds; mod read_offers; mod search; mod source; mod spot; mod stem; mod store; mod tables; mod values; mod vocabulary;
pub use import::*; pub use export::*; pub use generate::*; pub use search::*; pub use near::*; pub use offer::*; pub use place::*; pub use source::*; pub use store::statements; pub use card::*; pub use hours::*; pub use vocabulary::*;
/// Tables.
pub const MIGRATIONS: db::Migrations = db::migrations!("directory": "V1__directory");
