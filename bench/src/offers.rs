//! A hundred thousand made-up offers of help, in the files that `favn import` reads. The same every time.

use std::{fmt::Write as _, fs, path::Path};

use crate::process::Outcome;

/// Made-up organisations that the offers belong to.
const ORGANISATIONS: usize = 500;

const KINDS: [(&str, &str); 7] = [
    ("raadgivning", "Rådgivning"),
    ("netvaerk", "Netværk"),
    ("aktivitet", "Aktivitet"),
    ("oekonomisk_hjaelp", "Økonomisk hjælp"),
    ("behandling", "Behandling"),
    ("telefonlinje", "Telefonlinje"),
    ("kursus", "Kursus"),
];
const ABOUT: [&str; 24] = [
    "gæld",
    "skilsmisse",
    "samvær",
    "ensomhed",
    "søvn",
    "amning",
    "fødselsdepression",
    "vold",
    "bolig",
    "økonomi",
    "angst",
    "sorg",
    "tvillinger",
    "adoption",
    "misbrug",
    "konflikt",
    "barsel",
    "uddannelse",
    "arbejde",
    "dansk",
    "kost",
    "motion",
    "rettigheder",
    "trivsel",
];
const FOR: [(&str, &str); 6] = [
    ("gravid", "gravide"),
    ("mor|barn", "mødre og børn"),
    ("far", "fædre"),
    ("foraeldre", "forældre"),
    ("foraeldre|barn", "hele familien"),
    ("barn", "børn"),
];
const DOMAINS: [&str; 5] = [
    "sociale",
    "oekonomi",
    "psykologi|sociale",
    "sundhed",
    "jura|oekonomi",
];
const HOW: [&str; 8] = [
    "samtaler med en socialrådgiver",
    "en frivillig ven af familien",
    "møder hver anden uge",
    "et åbent hus med kaffe",
    "hjælp til at skrive breve",
    "undervisning i små grupper",
    "en fast kontaktperson",
    "legestue og fællesspisning",
];

/// A small generator of numbers (SplitMix64): these offers need variety, not chance.
struct Variety(u64);

impl Variety {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % most as u64) as usize
    }

    fn of<'all, T>(&mut self, all: &'all [T]) -> &'all T {
        &all[self.below(all.len())]
    }
}

/// A postcode with its town and municipality, as the directory's own geography has them.
pub struct Postcode {
    pub code: String,
    pub town: String,
    pub municipality: String,
}

/// Writes organizations.csv, services.csv and locations.csv into `folder`.
pub fn write(folder: &Path, offers: usize, postcodes: &[Postcode]) -> Outcome<()> {
    let mut variety = Variety(1983);
    let mut text = String::from("id,name,name_en,url,description,source_url\n");
    for at in 0..ORGANISATIONS {
        writeln!(
            text,
            "org-{at},Forening {at},,https://example.org/{at},Made up for a benchmark.,https://example.org/{at}"
        )?;
    }
    fs::write(folder.join("organizations.csv"), text)?;

    let mut services = String::from(
        "id,organization_id,name,description,domains,kind,audience,eligibility,languages,cost,anonymous,channel,phone,\
         email,url,opening_hours,source_url,source_date,coverage,freshness,source_type\n",
    );
    let mut locations = String::from(
        "id,service_id,name,street,postcode,city,municipality,municipality_inferred,postcode_guess,phone,email,\
         opening_hours,source_url,source_date\n",
    );
    for at in 0..offers {
        let (kind, kind_words) = variety.of(&KINDS);
        let (first, second) = (variety.of(&ABOUT), variety.of(&ABOUT));
        let (audience, audience_words) = variety.of(&FOR);
        let place = variety.of(postcodes);
        let (how, domains) = (variety.of(&HOW), variety.of(&DOMAINS));
        let organisation = variety.below(ORGANISATIONS);
        writeln!(
            services,
            "svc-{at},org-{organisation},{kind_words} om {first} i {town},\"{kind_words} for {audience_words} om {first} \
             og {second}: {how}. Tilbuddet er gratis, og du kan komme uden henvisning.\",{domains},{kind},{audience},,da|en,\
             gratis,y,fysisk,33 {a:02} {b:02} {c:02},,https://example.org/{at},Man-fre 10-15,https://example.org/{at},\
             2026-01-15,lokal,2022+,own_site",
            town = place.town,
            a = variety.below(100),
            b = variety.below(100),
            c = variety.below(100),
        )?;
        writeln!(
            locations,
            "loc-{at},svc-{at},{kind_words} i {town},Hovedgaden {number},{code},{town},{municipality},n,,,,Man-fre 10-15,\
             https://example.org/{at},2026-01-15",
            town = place.town,
            code = place.code,
            municipality = place.municipality,
            number = 1 + variety.below(120),
        )?;
    }
    fs::write(folder.join("services.csv"), services)?;
    fs::write(folder.join("locations.csv"), locations)?;
    Ok(())
}
