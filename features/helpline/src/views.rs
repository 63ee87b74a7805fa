//! What both sides are shown: one fragment for a message, on the page, in the answer to a post
//! and in the stream alike.

use access::{ConversationId, House, Staff};
use askama::Template;
use base::Moment;
use db::{DbError, Query, params};
use directory::{CardView, OfferCard};
use languages::Lang;
use web::components::{Link, Mark, Message, Notice, QueuePlace};
use web::{AppError, Reader};

use crate::conversation::{Conversation, Receipts, State};
use crate::message::{Author, Entry, Kind, Sealed};
use crate::queue;
use crate::settings::Settings;
use crate::store;
use crate::wait::Estimate;
use crate::words::Words;
use crate::{handed, offers};

/// What a frame is called where it is opened by itself: like every page, neutral when that was
/// asked for.
pub(crate) fn frame_title(reader: &Reader, title: &str) -> String {
    reader.shell(title).title
}

/// How many messages a page shows; streams go on from there.
const SHOWN: i64 = 500;

/// Who is looking.
#[derive(Clone, Debug)]
pub(crate) enum Side {
    /// The family.
    Family,
    /// A member of staff.
    Staff(Staff),
}

impl Side {
    /// Whether this reader's side wrote it.
    pub(crate) fn wrote(&self, entry: &Entry) -> bool {
        match (self, entry.author) {
            (Self::Family, Author::Family) => true,
            // A colleague who had the conversation before is not oneself.
            (Self::Staff(staff), Author::Counsellor) => entry.name.as_deref() == Some(&*staff.name),
            _ => false,
        }
    }

    /// How far the other side has come with this side's messages.
    pub(crate) const fn marks(&self, receipts: &Receipts) -> (i64, i64) {
        match self {
            Self::Family => (receipts.staff_delivered, receipts.staff_seen),
            Self::Staff(_) => (receipts.family_delivered, receipts.family_seen),
        }
    }
}

/// For whoever reads a language that counsellors do not answer in, or that offers are not
/// described in.
pub(crate) fn about_languages(house: &House, lang: Lang) -> Option<String> {
    let w = Words::of(lang);
    let mut says = Vec::new();
    says.extend(answers_in(house, lang));
    if lang != Lang::DEFAULT {
        says.push(w.talk_offers_danish().to_owned());
    }
    (!says.is_empty()).then(|| says.join(" "))
}

/// Which languages counsellors answer in, when the reader's is none of them.
pub(crate) fn answers_in(house: &House, lang: Lang) -> Option<String> {
    let settings = Settings::of(house);
    if settings.answers_in(lang) || settings.languages.is_empty() {
        return None;
    }
    let w = Words::of(lang);
    let comma = if lang.code() == "ar" { "، " } else { ", " };
    let names: Vec<String> = settings
        .languages
        .iter()
        .map(|code| w.talk_language_in(code.as_str()))
        .collect();
    Some(w.talk_languages(names.join(comma)))
}

/// For whom a message is rendered, and when.
pub(crate) struct View<'a> {
    pub(crate) lang: Lang,
    pub(crate) side: &'a Side,
    pub(crate) receipts: Receipts,
    pub(crate) now: Moment,
    /// Which conversation it is, for links into it; none where a message has no links.
    pub(crate) conversation: Option<ConversationId>,
}

impl View<'_> {
    /// One message as HTML. `offer` is the card of an offer that was shared.
    pub(crate) fn message(
        &self,
        entry: &Entry,
        offer: Option<&OfferCard>,
    ) -> Result<String, AppError> {
        self.rendered(entry, offer, None)
    }

    /// `foreign` is the language of a counsellor's words, where it is not the reader's.
    fn rendered(
        &self,
        entry: &Entry,
        offer: Option<&OfferCard>,
        foreign: Option<&str>,
    ) -> Result<String, AppError> {
        let w = Words::of(self.lang);
        let id = format!("m{}", entry.seq);
        let when = self.when(entry.at);
        let own = self.side.wrote(entry);
        let name = entry.name.as_deref().unwrap_or_default();
        let mark = own.then(|| {
            let (delivered, seen) = self.side.marks(&self.receipts);
            match entry.seq {
                seq if seq <= seen => Mark::Seen,
                seq if seq <= delivered => Mark::Delivered,
                _ => Mark::Sent,
            }
        });
        let marked = |message: Message<'_>| -> Result<String, AppError> {
            let message = message.id(&id);
            Ok(match mark {
                Some(mark) => message.mark(mark).render()?,
                None => message.render()?,
            })
        };
        let author = match (self.side, entry.author) {
            (Side::Staff(_), Author::Family) => w.desk_talk_family(),
            _ => name,
        };
        match entry.kind {
            Kind::Text if own => marked(Message::own(self.lang, entry.body.expose(), &when)),
            Kind::Text => marked(
                Message::other(self.lang, author, entry.body.expose(), &when).language(foreign),
            ),
            Kind::Offer => {
                let shared = if own {
                    w.message_offer_own().to_owned()
                } else {
                    w.message_offer(name)
                };
                let message = match own {
                    true => Message::own(self.lang, &shared, &when),
                    false => Message::other(self.lang, author, &shared, &when),
                };
                match offer {
                    Some(card) => {
                        let card = CardView::new(self.lang, card, self.now, 2);
                        marked(match self.side {
                            Side::Family => message.card(&card.shared()),
                            Side::Staff(_) => message.card(&card),
                        })
                    }
                    None => marked(message.card(&Notice::info(self.lang, w.message_offer_gone()))),
                }
            }
            Kind::Rights => {
                let said = w.message_rights();
                let message = match own {
                    true => Message::own(self.lang, said, &when),
                    false => Message::other(self.lang, author, said, &when),
                };
                match handed::card(self, entry) {
                    Some(card) => marked(message.card(&card)),
                    None => marked(message),
                }
            }
            _ => marked(Message::note(
                self.lang,
                &self.note(w, entry.kind, name),
                &when,
            )),
        }
    }

    fn note(&self, w: Words, kind: Kind, name: &str) -> String {
        let staff = match self.side {
            Side::Staff(staff) => Some(staff),
            Side::Family => None,
        };
        match (kind, staff) {
            (Kind::Arrived, Some(staff)) if &*staff.name == name => {
                w.message_arrived_you().to_owned()
            }
            (Kind::Arrived, _) => w.message_arrived(name),
            (Kind::Left, Some(_)) => w.message_left_staff(name),
            (Kind::Left, None) => w.message_left().to_owned(),
            (Kind::EndedByFamily, Some(_)) => w.message_ended_family_staff().to_owned(),
            (Kind::EndedByFamily, None) => w.message_ended_family().to_owned(),
            (Kind::EndedByCounsellor, Some(_)) => w.message_ended_counsellor_staff(name),
            (Kind::EndedByCounsellor, None) => w.message_ended_counsellor().to_owned(),
            (_, Some(_)) => w.message_ended_silence_staff().to_owned(),
            (_, None) => w.message_ended_silence().to_owned(),
        }
    }

    /// The time today, the day too before that.
    fn when(&self, at: Moment) -> String {
        if base::local_date(at) == base::local_date(self.now) {
            self.lang.clock_time(at)
        } else {
            self.lang.date_time(at)
        }
    }

    /// Messages after one another.
    pub(crate) async fn messages(
        &self,
        house: &House,
        entries: &[Entry],
    ) -> Result<String, AppError> {
        let mut html = String::with_capacity(entries.len() * 320);
        for entry in entries {
            html.push_str(&self.with_offer(house, entry).await?);
        }
        Ok(html)
    }

    /// One message, with its card looked up when it is an offer.
    pub(crate) async fn with_offer(
        &self,
        house: &House,
        entry: &Entry,
    ) -> Result<String, AppError> {
        let offer = match entry.kind {
            Kind::Offer => offers::shared_card(house, entry.body.expose()).await?,
            _ => None,
        };
        let settings = Settings::of(house);
        let foreign = match self.side {
            Side::Family => settings.foreign_to(self.lang),
            Side::Staff(_) => None,
        };
        self.rendered(entry, offer.as_ref(), foreign)
    }
}

/// What was said last, oldest first.
pub(crate) async fn entries(house: &House, id: ConversationId) -> Result<Vec<Entry>, AppError> {
    entries_before(house, id, i64::MAX).await
}

/// What was said last before the message of this number, oldest first. The key is gone when the
/// conversation is.
pub(crate) async fn entries_before(
    house: &House,
    id: ConversationId,
    before: i64,
) -> Result<Vec<Entry>, AppError> {
    let key = house.keys.of(id.uuid()).await.map_err(forgotten)?;
    let sealed: Vec<Sealed> = house
        .db
        .rows(&store::NEWEST, params![id.uuid(), before, SHOWN])
        .await?;
    sealed
        .into_iter()
        .rev()
        .map(|one| one.open(&key, id).map_err(forgotten))
        .collect()
}

/// A destroyed key is a conversation that is not there; anything else is our mistake.
pub(crate) fn forgotten(error: db::SealError) -> AppError {
    match error {
        db::SealError::Forgotten => AppError::NotFound,
        db::SealError::Store(error) => error.into(),
        other => AppError::internal(other),
    }
}

/// Where the family's conversation stands, above its messages.
pub(crate) async fn standing(
    house: &House,
    lang: Lang,
    conversation: &Conversation,
) -> Result<String, AppError> {
    let w = Words::of(lang);
    Ok(match &conversation.state {
        State::Waiting { .. } => {
            let (place, estimate) = waiting(house, conversation).await?;
            match queue::in_words(w, estimate) {
                Some(wait) => {
                    let place = u32::try_from(place).unwrap_or(u32::MAX);
                    QueuePlace::new(lang, place).wait(wait).render()?
                }
                // She may wait for hours: whoever is in danger must not.
                None => Notice::info(
                    lang,
                    format!("{} {}", w.talk_waiting_away(), w.talk_waiting_danger()),
                )
                .title(w.talk_waiting())
                .action(&Link::call(w.danger_call(), "112"))
                .render()?,
            }
        }
        State::Taken { by, .. } => Here {
            with: w.talk_with(&*by.name),
            hint: w.talk_with_hint(),
        }
        .render()?,
        State::Ended { forget_at, .. } => {
            let until = w.talk_ended_until(lang.date(base::local_date(*forget_at)));
            Notice::info(lang, until).title(w.talk_ended()).render()?
        }
    })
}

/// The place in the queue, and how long it takes from there.
pub(crate) async fn waiting(
    house: &House,
    conversation: &Conversation,
) -> Result<(usize, Estimate), DbError> {
    let place = queue::place(house, conversation).await?;
    Ok((place, queue::signs(house).await?.estimate(place)))
}

#[derive(Template)]
#[template(path = "here.html")]
struct Here {
    with: String,
    hint: &'static str,
}
