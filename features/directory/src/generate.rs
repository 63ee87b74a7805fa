//! Made-up offers in any number, for benchmarks and tests: spread over Denmark as its postcodes
//! are, with words as common as in real ones. Nobody offers any of them.

use std::fmt::Write as _;

use base::Entropy;

use crate::geography::{geography, municipality};
use crate::source::Source;
use crate::vocabulary::{AUDIENCE, KIND, NEED, Taxonomy};

const WORDS: &str = "rådgivning støtte forældre børn familie gruppe samtale netværk fællesskab hverdag økonomi gæld bolig jura skilsmisse \
samvær vold tryghed krise psykolog terapi angst depression graviditet fødsel jordemoder amning barsel mødregruppe fædregruppe legestue café \
frivillig mentor besøgsven lektiehjælp julehjælp ferie tøj mad butik genbrug sundhedsplejerske kursus undervisning dansk sprog tolk flygtning \
minoritet ung studerende uddannelse job arbejde sygdom handicap autisme sorg misbrug alkohol stress søvn opdragelse pubertet teenager bedsteforældre \
aflastning plejefamilie underretning sagsbehandler klage rettigheder bisidder ydelser kontanthjælp boligstøtte børnepenge institution vuggestue \
dagpleje skole fritid sport musik natur have køkken madlavning ernæring motion yoga tandlæge vaccination prævention abort adoption fertilitet tvillinger \
for tidligt født sårbar ensom alene enlig stedfamilie bonus samarbejde konflikt mægling retshjælp advokat";

/// `count` offers with one or two places each, as the three files that [`crate::import`] takes.
/// The same seed makes the same offers. Three in five have the word "familie", one in six is
/// nationwide.
pub fn generate(count: usize, seed: u64) -> Source {
    let chance = Entropy::seeded(seed);
    let pick = |from: usize| chance.below(from.max(1) as u64) as usize;
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let postcodes: Vec<_> = geography()
        .postcodes
        .iter()
        .filter(|p| p.point.is_some())
        .collect();
    // Inner Copenhagen has a postcode for every street; one a town, and some more for the cities.
    let mut towns = postcodes.clone();
    towns.dedup_by_key(|p| &p.town);
    let mut organizations = String::from("id,name,name_en,url,description,source_url\n");
    let mut services = String::from(
        "id,organization_id,name,description,domains,kind,audience,eligibility,languages,cost,anonymous,channel,phone,email,url,opening_hours,source_url,source_date,coverage,freshness,source_type\n",
    );
    let mut locations =
        String::from("id,service_id,name,street,postcode,city,municipality,latitude,longitude\n");
    let of = |taxonomy: &Taxonomy| {
        taxonomy
            .terms
            .get(pick(taxonomy.terms.len()))
            .map_or("", |(code, _)| *code)
    };
    // Half the words are drawn from the first quarter, so that some are common and most are rare.
    let word = || {
        words
            .get(pick(if pick(2) == 0 {
                words.len() / 4
            } else {
                words.len()
            }))
            .copied()
            .unwrap_or_default()
    };
    let sentence = |length: usize| (0..length).map(|_| word()).collect::<Vec<_>>().join(" ");
    for n in 0..count.div_ceil(50) {
        let _ = writeln!(
            organizations,
            "o{n},Forening {n} for {},,https://forening{n}.example.dk,{},",
            word(),
            sentence(6)
        );
    }
    for n in 0..count {
        let common = if pick(5) < 3 { "familie" } else { "" };
        let coverage = if pick(6) == 0 {
            "landsdaekkende"
        } else {
            "lokal"
        };
        let hours = [
            "Man-fre 9-15",
            "Tir og ons 08.30-14.30",
            "Døgnåben",
            "Onsdag formiddag",
            "",
        ]
        .get(pick(5))
        .copied()
        .unwrap_or_default();
        let year = 2016 + pick(10);
        let _ = writeln!(
            services,
            "s{n},o{},{} {} {n},{} {common} {},{}|{},{},{},,da,gratis,y,fysisk|telefon,{:02} {:02} {:02} {:02},,https://tilbud{n}.example.dk,{hours},https://kilde{n}.example.dk,{year},{coverage},,",
            n / 50,
            word(),
            word(),
            sentence(10),
            sentence(8),
            of(&NEED),
            of(&NEED),
            of(&KIND),
            of(&AUDIENCE),
            20 + pick(70),
            pick(100),
            pick(100),
            pick(100),
        );
        for place in 0..=pick(2) {
            let from = if pick(4) == 0 { &postcodes } else { &towns };
            let Some(postcode) = from.get(pick(from.len())) else {
                continue;
            };
            let Some(point) = postcode.point else {
                continue;
            };
            let shift = || (pick(2_000) as f64 - 1_000.0) / 40_000.0;
            let _ = writeln!(
                locations,
                "l{n}-{place},s{n},{} {n},Vej {},{:04},{},{},{:.5},{:.5}",
                word(),
                1 + pick(200),
                postcode.code,
                postcode.town,
                municipality(&postcode.municipality).map_or("", |m| &m.name),
                point.lat + shift(),
                point.lon + 1.7 * shift(),
            );
        }
    }
    Source::default()
        .with("organizations.csv", organizations)
        .with("services.csv", services)
        .with("locations.csv", locations)
}
