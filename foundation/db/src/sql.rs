//! Statements are named constants, so that a test can prepare every one of them on both engines.

/// One SQL statement: its name for errors, its text for both engines (`$1`, `$2`… for parameters).
#[derive(Clone, Copy, Debug)]
pub struct Sql {
    /// The constant's name.
    pub name: &'static str,
    /// The text, the same for both engines.
    pub text: &'static str,
}

/// Declares statements and the list `ALL` of them:
///
/// ```
/// mod store {
///     db::statements! {
///         /// The rooms on one floor.
///         pub ROOMS = "select name from rooms where floor = $1";
///     }
/// }
/// assert_eq!(store::ALL.len(), 1);
/// ```
#[macro_export]
macro_rules! statements {
    ($($(#[$doc:meta])* $vis:vis $name:ident = $text:expr;)*) => {
        $($(#[$doc])* $vis const $name: $crate::Sql = $crate::Sql { name: stringify!($name), text: $text };)*
        /// Every statement above; a test prepares them all on both engines.
        pub const ALL: &[$crate::Sql] = &[$($name),*];
    };
}

/// The parameters of a statement: `params![id, &name, None::<i64>]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::ToValue::to_value(&$value)),*] };
}
