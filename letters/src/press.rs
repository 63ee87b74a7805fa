//! From a document to its PDF.

use letters::Document;
use letters::wire::{ANSWER_BYTES, Answer};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Smart};
use typst::syntax::{FileId, Source};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::fonts::Fonts;
use crate::view::{CLOSEST, View};
use crate::world::{Desk, file_id};

const TEMPLATE: &str = include_str!("../templates/letter.typ");

/// Everything that all letters share.
pub struct Press {
    library: LazyHash<Library>,
    fonts: Fonts,
    files: Option<(Source, FileId)>,
}

impl Press {
    /// Reads fonts and template. A few milliseconds.
    pub fn new() -> Self {
        let files = file_id("/letter.typ").zip(file_id("/document.json"));
        Self {
            library: LazyHash::new(Library::default()),
            fonts: Fonts::new(),
            files: files.map(|(main, place)| (Source::new(main, TEMPLATE.to_owned()), place)),
        }
    }

    /// The document as PDF/UA-1, or why not.
    pub fn set(&self, document: Document) -> Answer {
        let mut document = document.cleaned();
        let missing = self.fonts.missing(&mut document);
        if !missing.is_empty() {
            return Answer::Unprintable(missing);
        }
        let answer = match self.print(&document) {
            Ok(pdf) if pdf.len() > ANSWER_BYTES => Answer::Refused("too long".to_owned()),
            Ok(pdf) => Answer::Pdf(pdf),
            Err(why) => Answer::Refused(why),
        };
        // typst remembers what it has computed. A family's words are forgotten with the answer.
        typst::comemo::evict(0);
        answer
    }

    fn print(&self, document: &Document) -> Result<Vec<u8>, String> {
        let paged = self.fitted(document)?;
        let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|_| "no PDF/UA-1")?;
        let options = PdfOptions {
            creator: Smart::Custom(Some("Favn".to_owned())),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&paged, &options).map_err(|errors| first(&errors))
    }

    /// As loose as its pages allow.
    fn fitted(&self, document: &Document) -> Result<PagedDocument, String> {
        let fits = |paged: &PagedDocument| {
            let most = document.pages.map(usize::from);
            most.is_none_or(|most| paged.pages().len() <= most)
        };
        for close in 0..CLOSEST {
            let paged = self.laid_out(document, close)?;
            if fits(&paged) {
                return Ok(paged);
            }
        }
        self.laid_out(document, CLOSEST)
    }

    fn laid_out(&self, document: &Document, close: u8) -> Result<PagedDocument, String> {
        let view = View::of(document, close);
        let json = serde_json::to_vec(&view).map_err(|_| "no JSON".to_owned())?;
        let (template, place) = self.files.as_ref().ok_or("no template")?;
        let desk = Desk {
            library: &self.library,
            fonts: &self.fonts,
            template,
            place: *place,
            document: Bytes::new(json),
        };
        let paged = typst::compile(&desk).output;
        paged.map_err(|errors| first(&errors))
    }
}

impl Default for Press {
    fn default() -> Self {
        Self::new()
    }
}

/// What went wrong first. Only the part before any quotation: what follows may be a family's words.
fn first(errors: &[SourceDiagnostic]) -> String {
    let message = errors.first().map_or("", |error| error.message.as_str());
    let end = message.find(['"', '`', '“']).unwrap_or(message.len());
    message.get(..end).unwrap_or_default().trim().to_owned()
}
