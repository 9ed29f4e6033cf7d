//! Go's `net/url`: how a URL is taken apart and put together. Error texts are Go's.

use airlock_gotmpl::number::quote;

/// The parts of a URL between which the rules of escaping differ; each is a bit of [`ALLOWED`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Path = 1,
    Host = 2,
    User = 4,
    Fragment = 8,
    Zone = 16,
}

/// In which parts a byte stands for itself.
const ALLOWED: [u8; 256] = {
    const HOST: u8 = Part::Host as u8 | Part::Zone as u8;
    const FRAGMENT: u8 = Part::Fragment as u8;
    const PATH: u8 = Part::Path as u8;
    const USER: u8 = Part::User as u8;
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => 0xff,
            b'$' | b'&' | b'+' | b',' | b';' | b'=' => PATH | HOST | USER | FRAGMENT,
            b':' => PATH | HOST | FRAGMENT,
            b'/' | b'@' => PATH | FRAGMENT,
            b'!' | b'(' | b')' | b'*' => HOST | FRAGMENT,
            b'"' | b'\'' | b'<' | b'>' | b'[' | b']' => HOST,
            b'?' => FRAGMENT,
            _ => 0,
        };
        byte += 1;
    }
    table
};

fn is_allowed(byte: u8, part: Part) -> bool {
    ALLOWED[usize::from(byte)] & part as u8 != 0
}

/// A user, and a password where there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct User {
    name: Vec<u8>,
    password: Option<Vec<u8>>,
}

impl User {
    /// The user as it stands in a URL.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut out = escape(&self.name, Part::User);
        if let Some(password) = &self.password {
            out.push(b':');
            out.extend_from_slice(&escape(password, Part::User));
        }
        out
    }
}

/// A URL in parts. Path and fragment are unescaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Url {
    pub(crate) scheme: Vec<u8>,
    pub(crate) opaque: Vec<u8>,
    pub(crate) user: Option<User>,
    pub(crate) host: Vec<u8>,
    pub(crate) path: Vec<u8>,
    pub(crate) query: Vec<u8>,
    pub(crate) fragment: Vec<u8>,
}

impl Url {
    /// Takes a URL apart.
    pub(crate) fn parse(text: &[u8]) -> Result<Self, String> {
        let (base, fragment) = cut(text, b'#');
        let fail = |text: &[u8], why: String| format!("parse {}: {why}", quote(text));
        let mut url = Self::parse_base(base).map_err(|why| fail(base, why))?;
        url.fragment = unescape(fragment.unwrap_or_default(), Part::Fragment)
            .map_err(|why| fail(text, why))?;
        Ok(url)
    }

    fn parse_base(text: &[u8]) -> Result<Self, String> {
        if text.iter().any(u8::is_ascii_control) {
            return Err("net/url: invalid control character in URL".to_owned());
        }
        let (scheme, rest) = split_scheme(text)?;
        let (rest, query) = cut(rest, b'?');
        let mut url = Self {
            scheme: scheme.to_ascii_lowercase(),
            query: query.unwrap_or_default().to_vec(),
            ..Self::default()
        };
        let mut path = rest;
        if !rest.starts_with(b"/") {
            if !scheme.is_empty() {
                url.opaque = rest.to_vec();
                return Ok(url);
            }
            if cut(rest, b'/').0.contains(&b':') {
                return Err("first path segment in URL cannot contain colon".to_owned());
            }
        }
        if let Some(authority) = rest.strip_prefix(b"//")
            && (!scheme.is_empty() || !authority.starts_with(b"/"))
        {
            let end = authority.iter().position(|byte| *byte == b'/');
            let (authority, after) = authority.split_at(end.unwrap_or(authority.len()));
            path = after;
            url.parse_authority(authority)?;
        }
        url.path = unescape(path, Part::Path)?;
        Ok(url)
    }

    fn parse_authority(&mut self, authority: &[u8]) -> Result<(), String> {
        let at = authority.iter().rposition(|byte| *byte == b'@');
        let host = at.map_or(authority, |at| &authority[at + 1..]);
        self.host = parse_host(&self.scheme, host)?;
        let Some(at) = at else {
            return Ok(());
        };
        let user = &authority[..at];
        if !user.iter().all(|byte| is_user_byte(*byte)) {
            return Err("net/url: invalid userinfo".to_owned());
        }
        let (name, password) = cut(user, b':');
        self.user = Some(User {
            name: unescape(name, Part::User)?,
            password: password
                .map(|text| unescape(text, Part::User))
                .transpose()?,
        });
        Ok(())
    }

    /// The host without its port and its brackets.
    pub(crate) fn hostname(&self) -> &[u8] {
        let colon = self.host.iter().rposition(|byte| *byte == b':');
        let host = match colon {
            Some(colon) if is_optional_port(&self.host[colon..]) => &self.host[..colon],
            _ => &self.host,
        };
        host.strip_prefix(b"[")
            .and_then(|inside| inside.strip_suffix(b"]"))
            .unwrap_or(host)
    }

    /// Go's `RawPath` of the URL in a text: the path as it was written, where writing it again
    /// would give another.
    pub(crate) fn raw_path<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        let text = cut(cut(text, b'#').0, b'?').0;
        let skipped = if self.scheme.is_empty() {
            0
        } else {
            self.scheme.len() + 1
        };
        let mut path = text.get(skipped..).unwrap_or_default();
        if let Some(authority) = path.strip_prefix(b"//")
            && (!self.scheme.is_empty() || !authority.starts_with(b"/"))
        {
            let end = authority.iter().position(|byte| *byte == b'/');
            path = authority.split_at(end.unwrap_or(authority.len())).1;
        }
        if escape(&self.path, Part::Path) == path || !self.opaque.is_empty() {
            return b"";
        }
        path
    }

    /// Puts the URL together.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        if !self.scheme.is_empty() {
            out.extend_from_slice(&self.scheme);
            out.push(b':');
        }
        if self.opaque.is_empty() {
            self.push_authority(&mut out);
            self.push_path(&mut out);
        } else {
            out.extend_from_slice(&self.opaque);
        }
        if !self.query.is_empty() {
            out.push(b'?');
            out.extend_from_slice(&self.query);
        }
        if !self.fragment.is_empty() {
            out.push(b'#');
            out.extend_from_slice(&escape(&self.fragment, Part::Fragment));
        }
        out
    }

    fn push_authority(&self, out: &mut Vec<u8>) {
        let named = !self.host.is_empty() || self.user.is_some();
        if named || (!self.scheme.is_empty() && !self.path.is_empty()) {
            out.extend_from_slice(b"//");
        }
        if let Some(user) = &self.user {
            out.extend_from_slice(&user.to_bytes());
            out.push(b'@');
        }
        out.extend_from_slice(&escape(&self.host, Part::Host));
    }

    fn push_path(&self, out: &mut Vec<u8>) {
        let path = match self.path.as_slice() {
            b"*" => b"*".to_vec(),
            path => escape(path, Part::Path),
        };
        if !path.is_empty() && !path.starts_with(b"/") && !self.host.is_empty() {
            out.push(b'/');
        }
        // A colon in the first segment of a relative path would end a scheme.
        if out.is_empty() && cut(&path, b'/').0.contains(&b':') {
            out.extend_from_slice(b"./");
        }
        out.extend_from_slice(&path);
    }
}

/// The text before a separator, and what follows it where it is there.
fn cut(text: &[u8], separator: u8) -> (&[u8], Option<&[u8]>) {
    match text.iter().position(|byte| *byte == separator) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

fn split_scheme(text: &[u8]) -> Result<(&[u8], &[u8]), String> {
    let none: &[u8] = b"";
    for (i, byte) in text.iter().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => {}
            b'0'..=b'9' | b'+' | b'-' | b'.' if i > 0 => {}
            b':' if i == 0 => return Err("missing protocol scheme".to_owned()),
            b':' => return Ok((&text[..i], &text[i + 1..])),
            _ => break,
        }
    }
    Ok((none, text))
}

fn is_user_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._:~!$&'()*+,;=%@".contains(&byte)
}

fn is_optional_port(text: &[u8]) -> bool {
    match text.split_first() {
        None => true,
        Some((b':', digits)) => digits.iter().all(u8::is_ascii_digit),
        Some(_) => false,
    }
}

fn check_port(text: &[u8]) -> Result<(), String> {
    if is_optional_port(text) {
        Ok(())
    } else {
        Err(format!("invalid port {} after host", quote(text)))
    }
}

fn parse_host(scheme: &[u8], host: &[u8]) -> Result<Vec<u8>, String> {
    match host.iter().rposition(|byte| *byte == b'[') {
        Some(0) => return parse_ip_literal(host),
        Some(_) => return Err("invalid IP-literal".to_owned()),
        None => {}
    }
    // Only the web's own schemes are strict about a second colon.
    let colon = if matches!(scheme, b"http" | b"https") {
        host.iter().position(|byte| *byte == b':')
    } else {
        host.iter().rposition(|byte| *byte == b':')
    };
    if let Some(colon) = colon {
        check_port(&host[colon..])?;
    }
    unescape(host, Part::Host)
}

/// `[address]:port`, with a zone after `%25` in the address.
fn parse_ip_literal(host: &[u8]) -> Result<Vec<u8>, String> {
    let close = host.iter().rposition(|byte| *byte == b']');
    let close = close.ok_or("missing ']' in host")?;
    let (name, port) = (&host[1..close], &host[close + 1..]);
    check_port(port)?;
    let zone = name.windows(3).position(|window| window == b"%25");
    let (address, zone) = name.split_at(zone.unwrap_or(name.len()));
    let mut address = unescape(address, Part::Host)?;
    address.extend_from_slice(&unescape(zone, Part::Zone)?);
    check_ipv6(&address)?;
    Ok([b"[", address.as_slice(), b"]", port].concat())
}

fn check_ipv6(text: &[u8]) -> Result<(), String> {
    let (address, zone) = cut(text, b'%');
    let address = std::str::from_utf8(address).unwrap_or_default();
    if zone.is_none() && address.parse::<std::net::Ipv4Addr>().is_ok() {
        return Err("invalid IP-literal".to_owned());
    }
    if address.parse::<std::net::Ipv6Addr>().is_ok() && zone.is_none_or(|zone| !zone.is_empty()) {
        return Ok(());
    }
    let why = match zone {
        Some(b"") => "zone must be a non-empty string",
        _ => "unable to parse IP",
    };
    let text = quote(text);
    Err(format!("invalid host: ParseAddr({text}): {why}"))
}

/// The byte that an escape stands for.
fn escaped_byte(text: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = text else {
        return None;
    };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(*high)? << 4 | digit(*low)?).ok()
}

fn unescape(text: &[u8], part: Part) -> Result<Vec<u8>, String> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    let bad_escape = |at: usize| {
        let end = text.len().min(at + 3);
        format!("invalid URL escape {}", quote(&text[at..end]))
    };
    while at < text.len() {
        let byte = text[at];
        if byte != b'%' {
            let strict = matches!(part, Part::Host | Part::Zone);
            if strict && byte < 0x80 && !is_allowed(byte, part) {
                let byte = quote(&[byte]);
                return Err(format!("invalid character {byte} in host name"));
            }
            out.push(byte);
            at += 1;
            continue;
        }
        let value = escaped_byte(&text[at..]).ok_or_else(|| bad_escape(at))?;
        if !may_be_escaped(value, part) {
            return Err(bad_escape(at));
        }
        out.push(value);
        at += 3;
    }
    Ok(out)
}

/// Hosts may escape only what is not ASCII, and `%` itself for the zone of an address.
fn may_be_escaped(value: u8, part: Part) -> bool {
    match part {
        Part::Host => value >= 0x80 || value == b'%',
        Part::Zone => value == b'%' || value == b' ' || is_allowed(value, Part::Host),
        _ => true,
    }
}

fn escape(text: &[u8], part: Part) -> Vec<u8> {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = Vec::with_capacity(text.len());
    for byte in text {
        if is_allowed(*byte, part) {
            out.push(*byte);
        } else {
            let (high, low) = (HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]);
            out.extend_from_slice(&[b'%', high, low]);
        }
    }
    out
}

/// Go's `url.PathEscape`
pub(crate) fn escape_segment(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for byte in text {
        let reserved = matches!(byte, b'/' | b';' | b',' | b'?');
        if reserved || !is_allowed(*byte, Part::Path) {
            out.extend_from_slice(format!("%{byte:02X}").as_bytes());
        } else {
            out.push(*byte);
        }
    }
    out
}

/// Go's `url.PathUnescape`
pub(crate) fn unescape_segment(text: &[u8]) -> Result<Vec<u8>, String> {
    unescape(text, Part::Path)
}
