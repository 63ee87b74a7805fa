//! A router that can say what it routes.

use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, on};

/// One method on one path, as [`Routes`] knows it: what the table of who may do what is held
/// against.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RouteEntry {
    /// `GET`, `POST`, …
    pub method: &'static str,
    /// The pattern as written, without a language: `/offers/{id}`.
    pub path: String,
}

/// Records each route it is given, then becomes an [`axum::Router`].
pub struct Routes<S> {
    router: Router<S>,
    list: Vec<RouteEntry>,
}

impl<S: Clone + Send + Sync + 'static> Default for Routes<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// No routes yet.
    pub fn new() -> Self {
        Routes {
            router: Router::new(),
            list: Vec::new(),
        }
    }

    /// Answers `GET` (and with it `HEAD`) on `path`.
    #[must_use]
    pub fn get<H, T>(self, path: &str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.on(&Method::GET, MethodFilter::GET, path, handler)
    }

    /// Answers `POST` on `path`. The form token was checked before the handler is asked.
    #[must_use]
    pub fn post<H, T>(self, path: &str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.on(&Method::POST, MethodFilter::POST, path, handler)
    }

    fn on<H, T>(mut self, method: &Method, filter: MethodFilter, path: &str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.list.push(RouteEntry {
            method: if *method == Method::GET {
                "GET"
            } else {
                "POST"
            },
            path: path.to_owned(),
        });
        self.router = self.router.route(path, on(filter, handler));
        self
    }

    /// These routes and `other`'s. Two handlers for one method and path stop the program at
    /// start, as in axum.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.list.extend(other.list);
        self.router = self.router.merge(other.router);
        self
    }

    /// `other`'s routes, each behind `prefix`.
    #[must_use]
    pub fn nest(mut self, prefix: &str, other: Self) -> Self {
        self.list
            .extend(other.list.into_iter().map(|entry| RouteEntry {
                method: entry.method,
                path: match entry.path.as_str() {
                    "/" => prefix.to_owned(),
                    path => format!("{prefix}{path}"),
                },
            }));
        self.router = self.router.nest(prefix, other.router);
        self
    }

    /// Every method and path, in the order they were given.
    pub fn list(&self) -> &[RouteEntry] {
        &self.list
    }

    /// The router itself, with its state.
    pub fn into_router(self, state: S) -> Router {
        self.router.with_state(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn nothing() {}

    #[test]
    fn routes_list_what_they_route() {
        let desk = Routes::<()>::new()
            .get("/", nothing)
            .post("/ready", nothing);
        let routes = Routes::new().get("/find", nothing).nest("/desk", desk);
        let list: Vec<_> = routes
            .list()
            .iter()
            .map(|entry| format!("{} {}", entry.method, entry.path))
            .collect();
        assert_eq!(list, ["GET /find", "GET /desk", "POST /desk/ready"]);
    }
}
