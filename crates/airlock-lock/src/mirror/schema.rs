//! The shape of a profile as written: every key that exists, none of them understood yet.

use crate::fields::Text;
use crate::tree::Span;

/// A profile's table.
pub(super) struct ProfileTable {
    pub(super) span: Span,
    pub(super) address: Option<Text>,
    pub(super) addresses: Vec<Text>,
    pub(super) mapping: Option<Text>,
    pub(super) projects: Vec<(Text, Text)>,
    pub(super) endpoints: Vec<(Text, Vec<Text>)>,
    pub(super) fallback: Option<Text>,
    pub(super) air_gap: bool,
    pub(super) catch_all: bool,
    pub(super) own_host: bool,
    pub(super) ca: Option<Text>,
    pub(super) ca_file: Option<Text>,
    pub(super) client: Option<ClientTable>,
    pub(super) credentials: Vec<(Text, CredentialTable)>,
    pub(super) additional_registries: Vec<Text>,
    pub(super) exclude: Vec<Text>,
    pub(super) hosts: Vec<(Text, Text)>,
    pub(super) plain_http: bool,
    /// Where it is said, if it is.
    pub(super) skip_verify: Option<Span>,
    pub(super) insecure: Option<InsecureTable>,
}

/// `client = { … }`
pub(super) struct ClientTable {
    pub(super) span: Span,
    pub(super) cert: Text,
    pub(super) key: Text,
}

/// One entry of `credentials`.
pub(super) struct CredentialTable {
    pub(super) span: Span,
    pub(super) kind: Text,
    pub(super) file: Option<Text>,
    pub(super) secret: Option<Text>,
    pub(super) value: Option<Text>,
}

/// `insecure = { … }`
pub(super) struct InsecureTable {
    pub(super) span: Span,
    pub(super) until: Text,
    pub(super) reason: Text,
    pub(super) phase: Option<Text>,
}
