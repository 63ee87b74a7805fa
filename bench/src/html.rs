//! Just enough reading of pages to fill in their forms, as a browser without script does.

use crate::http::encode;

/// A form as a page shows it.
#[derive(Debug, PartialEq, Eq)]
pub struct Form {
    pub action: String,
    /// Hidden fields.
    pub fields: Vec<(String, String)>,
    /// Buttons that say something of their own when pressed.
    pub buttons: Vec<(String, String)>,
    /// The fields a person fills in.
    pub open: Vec<String>,
}

impl Form {
    /// All the forms of a page that post.
    pub fn all_in(page: &str) -> Vec<Self> {
        let forms = page.split("<form").skip(1).filter_map(|rest| {
            let (head, rest) = rest.split_once('>')?;
            let head = format!(" {}", head.split_whitespace().collect::<Vec<_>>().join(" "));
            if !attribute(&head, "method").is_some_and(|method| method.eq_ignore_ascii_case("post"))
            {
                return None;
            }
            let inside = rest.split("</form>").next().unwrap_or_default();
            let (mut fields, mut buttons, mut open) = (Vec::new(), Vec::new(), Vec::new());
            for tag in inside
                .split('<')
                .skip(1)
                .filter_map(|rest| rest.split('>').next())
            {
                let Some(name) = attribute(tag, "name") else {
                    continue;
                };
                let kind = tag.split_whitespace().next().unwrap_or_default();
                let hidden = attribute(tag, "type").is_some_and(|kind| kind == "hidden");
                match kind {
                    "input" if hidden => {
                        fields.push((name, attribute(tag, "value").unwrap_or_default()))
                    }
                    "button" => buttons.push((name, attribute(tag, "value").unwrap_or_default())),
                    "input" | "textarea" | "select" => open.push(name),
                    _ => {}
                }
            }
            Some(Self {
                action: attribute(&head, "action").unwrap_or_default(),
                fields,
                buttons,
                open,
            })
        });
        forms.collect()
    }

    /// The hidden fields ready to be posted, each followed by `&`, without those named.
    pub fn hidden(&self, without: &[&str]) -> String {
        let kept = self
            .fields
            .iter()
            .filter(|(name, _)| !without.contains(&name.as_str()));
        kept.map(|(name, value)| format!("{}={}&", encode(name), encode(value)))
            .collect()
    }
}

/// The value of an attribute of a tag, with the entities undone that our pages write.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let found = tag
        .match_indices(&format!("{name}=\""))
        .find(|(at, _)| *at > 0 && tag.as_bytes()[at - 1].is_ascii_whitespace())?;
    let value = tag[found.0 + name.len() + 2..].split('"').next()?;
    Some(
        value
            .replace("&#38;", "&")
            .replace("&amp;", "&")
            .replace("&#39;", "'")
            .replace("&#34;", "\""),
    )
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn a_form_is_read_with_its_hidden_and_its_open_fields() {
        let page = r#"<form method="get" action="/x"></form>
            <form class="talk"
                  method="post" action="/da/chat/1"><input type="hidden" name="form_token" value="a&#38;b">
            <textarea name="text"></textarea><button name="go" value="1">Send</button></form>"#;
        let forms = Form::all_in(page);
        assert_eq!(forms.len(), 1);
        assert_eq!(
            (forms[0].action.as_str(), forms[0].open.as_slice()),
            ("/da/chat/1", &["text".to_owned()][..])
        );
        assert_eq!(forms[0].hidden(&["once"]), "form_token=a%26b&");
        assert_eq!(forms[0].buttons, [("go".to_owned(), "1".to_owned())]);
    }
}
