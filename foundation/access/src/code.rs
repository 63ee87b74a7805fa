//! One-time codes (TOTP, RFC 6238) and the recovery codes for a lost telephone.

use base::{Entropy, Moment};
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use qrcode::QrCode;
use qrcode::render::svg;
use sha2::Sha256;
use totp_rs::{Builder, Totp};

/// How many recovery codes are given at a time.
const RECOVERY_CODES: usize = 8;

/// The secret a telephone and we share: 160 bits, as RFC 4226 advises.
pub(crate) struct CodeSecret([u8; 20]);

impl CodeSecret {
    pub(crate) fn draw(entropy: &Entropy) -> Self {
        Self(entropy.bytes())
    }

    pub(crate) fn of(bytes: Vec<u8>) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    fn totp(&self) -> Totp {
        // Six digits, 30 seconds, SHA-1 and one step of slack: what every telephone does.
        Builder::new().with_secret(self.0).build_noncompliant()
    }

    /// The step `code` belongs to, when it is right now. Used only once: see `USE_STEP`.
    pub(crate) fn check(&self, code: &str, now: Moment) -> Option<i64> {
        let digits: String = code
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(plain_digit)
            .collect();
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let seconds = u64::try_from(now.seconds()).ok()?;
        self.totp()
            .check(&digits, seconds)
            .and_then(|step| i64::try_from(step).ok())
    }

    /// The code at this moment: what the telephone shows.
    pub(crate) fn at(&self, now: Moment) -> String {
        self.totp()
            .generate(u64::try_from(now.seconds()).unwrap_or(0))
            .to_string()
    }

    /// What is typed where no picture can be read: groups of four.
    pub(crate) fn typed(&self) -> String {
        let letters = BASE32_NOPAD.encode(&self.0);
        let groups: Vec<&str> = letters
            .as_bytes()
            .chunks(4)
            .filter_map(|group| std::str::from_utf8(group).ok())
            .collect();
        groups.join(" ")
    }

    /// The picture a telephone reads, as SVG without a fixed colour of its own.
    pub(crate) fn picture(&self, organisation: &str, email: &str) -> Option<String> {
        let issuer = encoded(organisation);
        let url = format!(
            "otpauth://totp/{issuer}:{}?secret={}&issuer={issuer}",
            encoded(email),
            BASE32_NOPAD.encode(&self.0)
        );
        let code = QrCode::new(url).ok()?;
        let svg = code
            .render::<svg::Color<'_>>()
            .min_dimensions(208, 208)
            .quiet_zone(true)
            .build();
        // The page already is a document: without the XML declaration.
        Some(
            svg.find("<svg")
                .and_then(|at| svg.get(at..))
                .unwrap_or_default()
                .to_owned(),
        )
    }
}

/// Arabic-Indic and Persian digits as the ASCII ones: some keyboards write no others.
fn plain_digit(c: char) -> char {
    let value = match c {
        '\u{660}'..='\u{669}' => u32::from(c).checked_sub(0x660),
        '\u{6f0}'..='\u{6f9}' => u32::from(c).checked_sub(0x6f0),
        _ => None,
    };
    value
        .and_then(|value| char::from_digit(value, 10))
        .unwrap_or(c)
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'@' => {
                out.push(char::from(byte))
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// New recovery codes: 50 bits each, as two groups of five letters and digits.
pub(crate) fn recovery_codes(entropy: &Entropy) -> Vec<String> {
    (0..RECOVERY_CODES)
        .map(|_| {
            let letters = BASE32_NOPAD.encode(&entropy.bytes::<8>()).to_lowercase();
            format!(
                "{}-{}",
                letters.get(..5).unwrap_or_default(),
                letters.get(5..10).unwrap_or_default()
            )
        })
        .collect()
}

/// How a recovery code is kept. `None` when what was typed cannot be one.
pub(crate) fn recovery_hash(key: &[u8; 32], typed: &str) -> Option<[u8; 32]> {
    let letters: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_lowercase();
    if letters.len() != 10 {
        return None;
    }
    // A whole block, zeros after the key, is what HMAC makes of a shorter key itself.
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(letters.as_bytes());
    Some(mac.finalize().into_bytes().into())
}

impl std::fmt::Debug for CodeSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CodeSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_rfc_6238() {
        let secret = CodeSecret(*b"12345678901234567890");
        let at = |seconds: i64| Moment::from_micros(seconds * 1_000_000);
        // Appendix B, the last six of its eight digits.
        assert_eq!(secret.at(at(59)), "287082");
        assert_eq!(secret.at(at(1_111_111_109)), "081804");
        assert_eq!(secret.check("287 082", at(59)), Some(1));
        assert_eq!(secret.check("٢٨٧٠٨٢", at(59)), Some(1));
        assert_eq!(secret.check("287082", at(59 + 90)), None);
        for wrong in ["", "28708", "2870822", "abcdef", "287083"] {
            assert_eq!(secret.check(wrong, at(59)), None, "{wrong}");
        }
    }

    #[test]
    fn a_secret_can_be_read_by_eye_and_by_telephone() {
        let secret = CodeSecret(*b"12345678901234567890");
        assert_eq!(secret.typed(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let picture = secret.picture("Mødrehjælpen", "a@b.dk").expect("a picture");
        assert!(picture.starts_with("<svg") && picture.ends_with("</svg>"));
        assert!(!format!("{secret:?}").contains("1234"));
    }

    #[test]
    fn a_recovery_code_may_be_typed_anyhow() {
        let codes = recovery_codes(&Entropy::seeded(1));
        assert_eq!(codes.len(), RECOVERY_CODES);
        let code = codes.first().expect("a code");
        let kept = recovery_hash(&[7; 32], code).expect("a hash");
        assert_eq!(
            recovery_hash(&[7; 32], &code.replace('-', " ").to_uppercase()),
            Some(kept)
        );
        assert_ne!(recovery_hash(&[8; 32], code), Some(kept));
        assert_eq!(recovery_hash(&[7; 32], "abc"), None);
    }
}
