//! What people do in Favn, as their browsers do it: read a page, fill in its form, post.

use std::{
    collections::{HashMap, HashSet},
    net::SocketAddr,
    time::{Duration, Instant},
};

use uuid::Uuid;

use crate::{
    html::Form,
    http::{Answer, Connection, Jar, encode},
    process::Outcome,
    seat::{Mark, Seat},
};

/// Signs in by the demo's one-click sign-in, as the first person who may open the desk.
pub async fn sign_in(address: SocketAddr) -> Outcome<Jar> {
    let mut connection = Connection::open(address).await?;
    let mut jar = Jar::default();
    let page = read(&mut connection, &mut jar, "/da/demo").await?.text();
    let form = one_form(&page, "the one-click sign-in", |form| {
        form.action.ends_with("/demo")
    })?;
    for (name, value) in form.buttons.iter().filter(|(name, _)| name == "staff") {
        let mut jar = jar.clone();
        fill(&mut connection, &mut jar, &form, &[(name, value)]).await?;
        if connection.get("/da/desk", &jar).await?.status.is_success() {
            return Ok(jar);
        }
    }
    Err("nobody at the one-click sign-in may open the desk".into())
}

/// A stranger writes a first message, which carries a mark so that the counsellor's side is known by it.
pub async fn begin(connection: &mut Connection, number: u32) -> Outcome<Seat> {
    let mut jar = Jar::of_visitor(number as usize);
    let door = read(connection, &mut jar, "/da/").await?.text();
    let form = one_form(&door, "the front door's form", |form| !form.open.is_empty())?;
    let words = form.open.first().map_or("text", String::as_str);
    fill(
        connection,
        &mut jar,
        &form,
        &[(words, &Mark::now(number, 0).text())],
    )
    .await?;
    sit_down(connection, jar, "/da/conversation".into()).await
}

/// The counsellor takes conversations from the queue until she has all that these marks number, and sits
/// down in each.
pub async fn take_all(
    address: SocketAddr,
    counsellor: &Jar,
    mut wanted: HashSet<u32>,
) -> Outcome<HashMap<u32, Seat>> {
    let mut connection = Connection::open(address).await?;
    let (mut seen, mut seats) = (HashSet::new(), HashMap::new());
    let mut last = Instant::now();
    while !wanted.is_empty() {
        let mut jar = counsellor.clone();
        let desk = read(&mut connection, &mut jar, "/da/desk").await?.text();
        let fresh: Vec<_> = conversations_in(&desk)
            .into_iter()
            .filter(|id| seen.insert(id.clone()))
            .collect();
        if fresh.is_empty() {
            if last.elapsed() > Duration::from_secs(30) {
                return Err(
                    format!("{} conversations never came to the desk", wanted.len()).into(),
                );
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        }
        let token = one_form(&desk, "a form", |form| !form.fields.is_empty())?.hidden(&["once"]);
        for id in fresh {
            let page = format!("/da/desk/conversations/{id}");
            // Somebody else's, or one she has already: then its page says so.
            connection
                .post(&format!("{page}/take"), &jar, token.clone())
                .await?;
            let shown = connection.get(&page, &jar).await?;
            let Some(mark) = Mark::all_in(&shown.body)
                .into_iter()
                .find(|mark| wanted.contains(&mark.conversation))
            else {
                continue;
            };
            wanted.remove(&mark.conversation);
            seats.insert(mark.conversation, seat(&shown.text(), jar.clone(), page)?);
        }
        last = Instant::now();
    }
    Ok(seats)
}

/// The ids of the conversations that a desk's page names.
fn conversations_in(page: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for rest in page.split("/desk/conversations/").skip(1) {
        let id: String = rest
            .chars()
            .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
            .collect();
        if !id.is_empty() && !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// Reads a conversation's page and finds where to post and where to listen.
async fn sit_down(connection: &mut Connection, mut jar: Jar, page: String) -> Outcome<Seat> {
    let shown = read(connection, &mut jar, &page).await?.text();
    seat(&shown, jar, page)
}

fn seat(shown: &str, jar: Jar, page: String) -> Outcome<Seat> {
    let form = one_form(shown, "the form for a message", |form| {
        form.action.ends_with("/messages")
    })?;
    let words = form.open.first().map_or("text", String::as_str);
    Ok(Seat {
        stream: format!("{page}/stream"),
        form: format!("{}{words}=", form.hidden(&["once"])),
        post: form.action,
        page,
        jar,
        last_event: None,
        retry_ms: 3000,
    })
}

/// Reads a page, following where it leads.
async fn read(connection: &mut Connection, jar: &mut Jar, path: &str) -> Outcome<Answer> {
    let mut path = path.to_owned();
    for _ in 0..5 {
        let answer = connection.get(&path, jar).await?;
        jar.keep(&answer.headers);
        match answer.location() {
            Some(onward) if answer.status.is_redirection() => path = onward.to_owned(),
            _ if answer.status.is_success() => return Ok(answer),
            _ => return Err(format!("GET {path} answered {}", answer.status).into()),
        }
    }
    Err(format!("GET {path} leads in circles").into())
}

async fn fill(
    connection: &mut Connection,
    jar: &mut Jar,
    form: &Form,
    values: &[(&str, &str)],
) -> Outcome<Answer> {
    let mut body = form.hidden(&[]);
    if !form.fields.iter().any(|(name, _)| name == "once") {
        body.push_str(&format!("once={}&", Uuid::new_v4()));
    }
    for (name, value) in values {
        body.push_str(&format!("{name}={}&", encode(value)));
    }
    let answer = connection.post(&form.action, jar, body).await?;
    jar.keep(&answer.headers);
    if !answer.taken() {
        let said: String = answer.text().chars().take(500).collect();
        return Err(format!("POST {} answered {}: {said}", form.action, answer.status).into());
    }
    Ok(answer)
}

fn one_form(page: &str, what: &str, wanted: impl Fn(&Form) -> bool) -> Outcome<Form> {
    let forms = Form::all_in(page);
    let named: Vec<_> = forms.iter().map(|form| form.action.clone()).collect();
    forms
        .into_iter()
        .find(wanted)
        .ok_or_else(|| format!("{what} is not on the page; its forms: {named:?}").into())
}

#[cfg(test)]
mod tests {
    use super::conversations_in;

    #[test]
    fn a_conversation_named_twice_is_one() {
        let page = r#"<a href="/da/desk/conversations/conversation_01ab">…<form action="/da/desk/conversations/conversation_01ab/take">"#;
        assert_eq!(conversations_in(page), ["conversation_01ab"]);
    }
}
