//! The words offers are sorted by: needs, kinds, audiences and ways. In HSDS each is a taxonomy
//! and its terms; an attribute ties a service to a term.

/// One of our taxonomies.
#[derive(Debug, PartialEq, Eq)]
pub struct Taxonomy {
    /// Its id, and the `link_type` of its attributes.
    pub id: &'static str,
    /// Its name in English, for other systems.
    pub name: &'static str,
    /// Its terms: code and the Danish words that people search with.
    pub terms: &'static [(&'static str, &'static str)],
}

/// Sides of life where help is needed.
pub const NEED: Taxonomy = Taxonomy {
    id: "need",
    name: "What the help is about",
    terms: &[
        ("sociale", "sociale forhold hverdag"),
        ("faellesskab", "fællesskab netværk"),
        ("psykologi", "psykologi trivsel"),
        ("oekonomi", "økonomi penge"),
        ("sundhed", "sundhed helbred"),
        ("jura", "jura rettigheder"),
        ("uddannelse", "uddannelse skole"),
    ],
};

/// What sort of offer it is.
pub const KIND: Taxonomy = Taxonomy {
    id: "kind",
    name: "What kind of offer it is",
    terms: &[
        ("raadgivning", "rådgivning"),
        ("netvaerk", "netværk"),
        ("aktivitet", "aktivitet"),
        ("oekonomisk_hjaelp", "økonomisk hjælp"),
        ("behandling", "behandling"),
        ("krisecenter", "krisecenter"),
        ("telefonlinje", "telefonlinje telefon"),
        ("kursus", "kursus"),
        ("butik", "butik"),
    ],
};

/// Who it is for.
pub const AUDIENCE: Taxonomy = Taxonomy {
    id: "audience",
    name: "Who it is for",
    terms: &[
        ("gravid", "gravid"),
        ("mor", "mor"),
        ("far", "far"),
        ("foraeldre", "forældre familie"),
        ("barn", "barn børn"),
        ("ung_foraelder", "ung forælder"),
        ("voldsudsat", "voldsudsat vold"),
        ("psykisk_saarbar", "psykisk sårbar"),
        ("minoritet", "minoritet"),
        ("flygtning", "flygtning"),
    ],
};

/// By which way one is met.
pub const CHANNEL: Taxonomy = Taxonomy {
    id: "channel",
    name: "How one is met",
    terms: &[
        ("fysisk", "fremmøde"),
        ("telefon", "telefon"),
        ("chat", "chat"),
        ("digital", "digital online"),
        ("video", "video"),
    ],
};

/// Whether one may stay anonymous.
pub const ANONYMITY: Taxonomy = Taxonomy {
    id: "anonymity",
    name: "Whether one may be anonymous",
    terms: &[("y", "anonym")],
};

/// All of them.
pub const ALL: [&Taxonomy; 5] = [&NEED, &KIND, &AUDIENCE, &CHANNEL, &ANONYMITY];

impl Taxonomy {
    /// The code as we keep it, when it is one of ours.
    pub fn code(&self, written: &str) -> Option<&'static str> {
        self.terms
            .iter()
            .map(|(code, _)| *code)
            .find(|code| *code == written)
    }

    /// The id of a term's row.
    pub fn term_id(&self, code: &str) -> String {
        format!("{}:{code}", self.id)
    }

    /// The Danish words for a code.
    pub fn words(&self, code: &str) -> &'static str {
        self.terms
            .iter()
            .find(|(known, _)| *known == code)
            .map_or("", |(_, words)| words)
    }
}

/// ISO 639-1, and the 639-2 and -3 codes for what is spoken in Denmark without one there.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de \
dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja \
jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn \
no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th \
ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu mul sgn dsl kmr ckb prs tig rom zxx und";

/// Whether this is a language's ISO 639 code, or `mul` for many.
pub fn is_language(code: &str) -> bool {
    LANGUAGES.split(' ').any(|known| known == code)
}
