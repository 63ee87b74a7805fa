//! What people do in Favn, as a browser without script does it: read a page, fill in its form, post.

use std::net::SocketAddr;

use crate::{
    html::{Form, attribute},
    http::{Answer, Connection, Jar, encode},
    process::Outcome,
    seat::Seat,
};

/// A counsellor's browser, signed in at the demo's desk by its one-click sign-in.
pub async fn sign_in(address: SocketAddr) -> Outcome<Jar> {
    let mut connection = Connection::open(address).await?;
    let mut jar = Jar::default();
    let page = read(&mut connection, &mut jar, "/da/demo").await?;
    let form = one_form(&page.text(), "the counsellor's sign-in", |form| {
        form.fields
            .iter()
            .any(|(name, value)| name == "role" && value == "counsellor")
    })?;
    fill(&mut connection, &mut jar, &form, &[]).await?;
    Ok(jar)
}

/// A stranger writes a first message, and the counsellor takes the conversation.
pub async fn begin(
    connection: &mut Connection,
    number: usize,
    counsellor: &Jar,
) -> Outcome<[Seat; 2]> {
    let mut family = Jar::of_visitor(number);
    let door = read(connection, &mut family, "/da/").await?;
    let form = one_form(&door.text(), "the front door's form", |form| {
        form.open.iter().any(|name| name == "text")
    })?;
    let begun = fill(
        connection,
        &mut family,
        &form,
        &[("text", "Jeg har det svært.")],
    )
    .await?;
    let page = begun
        .location()
        .ok_or("the front door led nowhere")?
        .to_owned();
    let family = sit_down(connection, family, page).await?;
    let page = format!(
        "/da/desk/{}",
        family.page.rsplit('/').next().unwrap_or_default()
    );
    let mut counsellor = counsellor.clone();
    let desk = read(connection, &mut counsellor, &page).await?;
    let take = one_form(&desk.text(), "the form that takes a conversation", |form| {
        form.action.ends_with("/take")
    })?;
    fill(connection, &mut counsellor, &take, &[]).await?;
    Ok([family, sit_down(connection, counsellor, page).await?])
}

/// Reads a conversation's page and finds where to post and where to listen.
async fn sit_down(connection: &mut Connection, mut jar: Jar, page: String) -> Outcome<Seat> {
    let shown = read(connection, &mut jar, &page).await?.text();
    let form = one_form(&shown, "the form for a message", |form| {
        form.open.iter().any(|name| name == "text")
    })?;
    let stream = shown
        .split('<')
        .find_map(|tag| attribute(tag, "data-stream"))
        .ok_or_else(|| format!("{page} names no stream"))?;
    Ok(Seat {
        post: form.action.clone(),
        stream,
        form: form.hidden(&["once"]),
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
