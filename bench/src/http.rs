//! The clients: HTTP/1.1 connections kept alive, and those of HTTP/2 that a proxy shares between many
//! people; nothing between them and the socket but hyper.

use std::net::{IpAddr, SocketAddr};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{
    Request, Response, StatusCode,
    body::Incoming,
    client::conn::{http1, http2},
    header::{COOKIE, HOST, HeaderMap, HeaderValue},
    http::uri,
};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::{TcpSocket, TcpStream};

use crate::process::Outcome;

/// One connection, one request at a time; or a share in one that many have.
pub struct Connection {
    sender: Sender,
    host: HeaderValue,
}

enum Sender {
    Alone(http1::SendRequest<Full<Bytes>>),
    Shared(http2::SendRequest<Full<Bytes>>),
}

/// An answer read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn location(&self) -> Option<&str> {
        self.headers.get("location")?.to_str().ok()
    }

    /// A message was taken: a page to go on to, or the fragment itself.
    pub fn taken(&self) -> bool {
        self.status.is_success() || self.status == StatusCode::SEE_OTHER
    }
}

impl Connection {
    pub async fn open(to: SocketAddr) -> Outcome<Self> {
        Self::open_from(to, None).await
    }

    /// Opens from an address of the loopback range: each has ports of its own, so that twenty thousand
    /// connections don't run out of them.
    pub async fn open_from(to: SocketAddr, from: Option<IpAddr>) -> Outcome<Self> {
        let (sender, connection) = http1::Builder::new()
            .max_buf_size(64 * 1024)
            .handshake(socket(to, from).await?)
            .await?;
        tokio::spawn(async move {
            // A connection that breaks is seen by whoever waits for an answer on it.
            let _ = connection.await;
        });
        Ok(Self {
            sender: Sender::Alone(sender),
            host: HeaderValue::from_str(&to.to_string())?,
        })
    }

    /// Opens a connection of HTTP/2, as a proxy has it to Favn; [`Connection::share`] gives it to others too.
    pub async fn open_shared(to: SocketAddr) -> Outcome<Self> {
        let (sender, connection) = http2::Builder::new(TokioExecutor::new())
            .handshake(socket(to, None).await?)
            .await?;
        tokio::spawn(async move {
            let _ = connection.await;
        });
        Ok(Self {
            sender: Sender::Shared(sender),
            host: HeaderValue::from_str(&to.to_string())?,
        })
    }

    /// A share in this connection; none in one that is for one alone.
    pub fn share(&self) -> Option<Self> {
        match &self.sender {
            Sender::Alone(_) => None,
            Sender::Shared(sender) => Some(Self {
                sender: Sender::Shared(sender.clone()),
                host: self.host.clone(),
            }),
        }
    }

    pub async fn begin(
        &mut self,
        mut request: Request<Full<Bytes>>,
    ) -> Outcome<Response<Incoming>> {
        match &mut self.sender {
            Sender::Alone(sender) => {
                request.headers_mut().insert(HOST, self.host.clone());
                sender.ready().await?;
                Ok(sender.send_request(request).await?)
            }
            Sender::Shared(sender) => {
                let mut whole = std::mem::take(request.uri_mut()).into_parts();
                whole.scheme = Some(uri::Scheme::HTTP);
                whole.authority = Some(self.host.as_bytes().try_into()?);
                *request.uri_mut() = whole.try_into()?;
                sender.ready().await?;
                Ok(sender.send_request(request).await?)
            }
        }
    }

    pub async fn send(&mut self, request: Request<Full<Bytes>>) -> Outcome<Answer> {
        let (parts, body) = self.begin(request).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        Ok(Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        })
    }

    pub async fn get(&mut self, path: &str, jar: &Jar) -> Outcome<Answer> {
        self.send(get(path, jar)?).await
    }

    pub async fn post(&mut self, path: &str, jar: &Jar, form: String) -> Outcome<Answer> {
        self.send(post(path, jar, form)?).await
    }
}

async fn socket(to: SocketAddr, from: Option<IpAddr>) -> Outcome<TokioIo<TcpStream>> {
    let socket = TcpSocket::new_v4()?;
    if let Some(from) = from {
        socket.bind(SocketAddr::new(from, 0))?;
    }
    let stream = socket.connect(to).await?;
    stream.set_nodelay(true)?;
    Ok(TokioIo::new(stream))
}

pub fn get(path: &str, jar: &Jar) -> Outcome<Request<Full<Bytes>>> {
    let request = jar.sign(Request::get(path)).header("accept-language", "da");
    Ok(request.body(Full::default())?)
}

pub fn post(path: &str, jar: &Jar, form: String) -> Outcome<Request<Full<Bytes>>> {
    let request = jar
        .sign(Request::post(path))
        .header("content-type", "application/x-www-form-urlencoded");
    Ok(request.body(Full::from(form))?)
}

/// The browser of one made-up person: its cookies, and the address it comes from.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Jar {
    cookies: Vec<(String, String)>,
    /// The benchmark stands in for the proxy in front of Favn, which is told so in its settings. Thousands
    /// of people then come from thousands of addresses, and the limits on one address stay as they are.
    address: Option<String>,
}

impl Jar {
    /// A person at an address of their own, out of the range kept for documentation and tests (RFC 2544).
    pub fn of_visitor(number: usize) -> Self {
        let address = format!(
            "198.{}.{}.{}",
            18 + (number >> 16 & 1),
            number >> 8 & 255,
            number & 255
        );
        Self {
            cookies: Vec::new(),
            address: Some(address),
        }
    }

    pub fn keep(&mut self, headers: &HeaderMap) {
        for cookie in headers
            .get_all("set-cookie")
            .iter()
            .filter_map(|value| value.to_str().ok())
        {
            let pair = cookie.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.cookies.retain(|(known, _)| known != name);
                if !value.is_empty() {
                    self.cookies.push((name.into(), value.into()));
                }
            }
        }
    }

    pub fn sign(&self, request: hyper::http::request::Builder) -> hyper::http::request::Builder {
        let request = match &self.address {
            Some(address) => request.header("x-forwarded-for", address),
            None => request,
        };
        if self.cookies.is_empty() {
            return request;
        }
        let pairs: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        request.header(COOKIE, pairs.join("; "))
    }
}

/// One value as `application/x-www-form-urlencoded` writes it.
pub fn encode(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => {
                encoded.push(byte as char)
            }
            b' ' => encoded.push('+'),
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn a_form_value_is_encoded() {
        assert_eq!(
            encode("jeg har det svært & 1+1"),
            "jeg+har+det+sv%C3%A6rt+%26+1%2B1"
        );
    }
}
