//! What the tests here share: a house with a helpline, people at their browsers, and ears that
//! listen to streams.

#![allow(dead_code, reason = "each test file uses its own part")]

use access::{Actor, House, Role, StaffId, testing};
use axum::body::{Body, BodyDataStream};
use axum::http::Request;
use base::{Clock, Entropy};
use db::{Db, Migrations};
use futures_util::StreamExt;
use live::Live;
use tokio::time::{Duration, timeout};
use web::Outer;
use web::testing::{Answer, Browser};

/// Every table a helpline stands on.
pub const SETS: &[Migrations] = &[
    db::keys::MIGRATIONS,
    db::jobs::MIGRATIONS,
    access::MIGRATIONS,
    directory::MIGRATIONS,
    helpline::MIGRATIONS,
];

/// A helpline, open for tests.
pub struct Place {
    pub house: House,
    pub clock: Clock,
    outer: Outer,
}

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(20);

impl Place {
    pub fn new(db: &Db) -> Self {
        Self::with(db, helpline::Settings::default())
    }

    pub fn with(db: &Db, settings: helpline::Settings) -> Self {
        let mut site =
            web::testing::site().with_assets(&[access::ASSETS, helpline::ASSETS, rights::ASSETS]);
        // Chance of its own, so that two houses over one database are two nodes.
        site.entropy = Entropy::system();
        let clock = site.clock.clone();
        let keys = db::testing::keys_in(db, &clock);
        let live = Live::start(db, &Clock::system(), &Entropy::system());
        let house = House::build(db.clone(), keys, live, site, &access::Settings::default())
            .expect("the policies of Favn")
            .links(helpline::STAFF_LINKS)
            .with(settings)
            .open();
        let outer = Outer::new(
            web::routes()
                .merge(helpline::routes())
                .into_router(house.clone()),
            house.site.clone(),
        );
        Self {
            house,
            clock,
            outer,
        }
    }

    pub fn browser(&self) -> Browser {
        Browser::new(self.outer.clone())
    }

    /// Somebody who writes this as her first message.
    pub async fn family(&self, words: &str) -> Browser {
        let mut browser = self.browser();
        let front = browser.get("/da/").await;
        let once = front.field("once").to_owned();
        let answer = browser
            .post("/da/", &[("text", words), ("once", &once)])
            .await;
        assert_eq!(
            (answer.status, answer.location()),
            (303, "/da/conversation"),
            "{}",
            answer.text
        );
        browser
    }

    /// A counsellor at her desk, ready.
    pub async fn counsellor(&self, name: &str) -> Staff {
        let mut staff = self.staff(name, Role::Counsellor).await;
        let answer = staff
            .browser
            .post("/da/desk/seat", &[("ready", "yes"), ("capacity", "3")])
            .await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        staff
    }

    pub async fn staff(&self, name: &str, role: Role) -> Staff {
        let mut browser = self.browser();
        let id = testing::member(&self.house, name, role).await;
        let actor = testing::sign_in(&self.house, &mut browser, id).await;
        Staff { browser, id, actor }
    }

    /// Listens to a stream with the cookies of this browser.
    pub async fn listen(&self, browser: &Browser, path: &str, last: Option<i64>) -> Ear {
        let cookies: Vec<_> = browser
            .cookies()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = Request::get(path)
            .header("accept", "text/event-stream")
            .header("cookie", cookies.join("; "));
        if let Some(last) = last {
            request = request.header("last-event-id", last.to_string());
        }
        let answer = self
            .outer
            .answer(request.body(Body::empty()).expect("a request"), None)
            .await;
        let status = answer.status().as_u16();
        Ear {
            status,
            stream: answer.into_body().into_data_stream(),
            heard: String::new(),
        }
    }
}

/// Somebody who works here.
pub struct Staff {
    pub browser: Browser,
    pub id: StaffId,
    pub actor: Actor,
}

impl Staff {
    /// Takes the first in the queue; says where it is.
    pub async fn take(&mut self) -> String {
        let desk = self.browser.get("/da/desk").await;
        let take = action(&desk.text, "/take").expect("somebody waits");
        let answer = self.browser.post(&take, &[]).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        answer.location().to_owned()
    }
}

/// The address of the first form whose action ends so.
pub fn action(page: &str, ending: &str) -> Option<String> {
    page.split("action=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .find(|action| action.ends_with(ending))
        .map(str::to_owned)
}

/// Posts a message from the form on the page at `path`.
pub async fn say(browser: &mut Browser, path: &str, words: &str) -> Answer {
    let page = browser.get(path).await;
    let once = page.field("once").to_owned();
    browser
        .post(
            &format!("{path}/messages"),
            &[("text", words), ("once", &once)],
        )
        .await
}

/// Somebody listening to a stream.
pub struct Ear {
    pub status: u16,
    stream: BodyDataStream,
    heard: String,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub name: String,
    pub id: Option<i64>,
    pub data: String,
}

impl Ear {
    /// The next event that is one; `None` when the stream is over.
    pub async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((event, rest)) = self.heard.split_once("\n\n") {
                let (event, rest) = (read(event), rest.to_owned());
                self.heard = rest;
                match event {
                    Some(event) => return Some(event),
                    None => continue,
                }
            }
            let piece = timeout(PATIENCE, self.stream.next())
                .await
                .expect("the stream says something in time")?;
            let piece = piece.expect("a whole piece");
            self.heard
                .push_str(std::str::from_utf8(&piece).expect("text"));
        }
    }

    /// The next event of this kind; others are passed over.
    pub async fn next_of(&mut self, name: &str) -> Event {
        loop {
            let event = self
                .next()
                .await
                .unwrap_or_else(|| panic!("the stream ended before {name:?}"));
            if event.name == name {
                return event;
            }
        }
    }

    /// The next message.
    pub async fn message(&mut self) -> Event {
        self.next_of("message").await
    }

    /// Everything until the stream ends.
    pub async fn rest(&mut self) -> Vec<Event> {
        let mut all = Vec::new();
        while let Some(event) = self.next().await {
            all.push(event);
        }
        all
    }
}

fn read(text: &str) -> Option<Event> {
    let (mut name, mut id, mut data) = ("message".to_owned(), None, Vec::new());
    for line in text.lines() {
        match line
            .split_once(": ")
            .unwrap_or((line.trim_end_matches(':'), ""))
        {
            ("event", value) => name = value.to_owned(),
            ("id", value) => id = value.parse().ok(),
            ("data", value) => data.push(value),
            _ => {}
        }
    }
    (!data.is_empty()).then(|| Event {
        name,
        id,
        data: data.join("\n"),
    })
}

/// All messages of a page, as the stream would send them.
pub fn messages(page: &str) -> Vec<String> {
    page.split("<li class=\"message ")
        .skip(1)
        .filter_map(|rest| rest.split("</li>").next())
        .map(str::to_owned)
        .collect()
}

/// The element's class and text in one, so that page and stream can be held together.
pub fn fragment(event: &Event) -> String {
    let inner = event
        .data
        .trim()
        .trim_start_matches("<li class=\"message ")
        .to_owned();
    inner.trim_end_matches("</li>").to_owned()
}

/// The code on the page that shows it.
pub fn code_on(page: &str) -> String {
    let rest = page
        .split("class=\"code-words\"")
        .nth(1)
        .and_then(|rest| rest.split_once('>'));
    rest.and_then(|(_, rest)| rest.split_once('<'))
        .map(|(code, _)| code.to_owned())
        .expect("a code is shown")
}

/// A code that counts: shown, and typed back.
pub async fn new_code(family: &mut Browser, lang: &str) -> String {
    let code = code_on(
        &family
            .post(&format!("/{lang}/conversation/code"), &[])
            .await
            .text,
    );
    let typed = family
        .post(
            &format!("/{lang}/conversation/code/typed"),
            &[("code", &code)],
        )
        .await;
    assert_eq!(typed.status, 200, "{}", typed.text);
    code
}
