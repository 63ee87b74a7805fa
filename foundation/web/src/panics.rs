//! A panic says where, never what.

/// Logs panics by their place in the source alone. Their messages may quote the text they broke
/// on ("byte index 5 is not a char boundary; it is inside …"), and that text may be a person's.
/// Call it once, at the start of the program.
pub fn keep_quiet() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(
            place = place.as_deref().unwrap_or("unknown"),
            "something of ours panicked"
        );
    }));
}
