//! What a client is given: timeouts, attempts, limits, authorities, proxies and logins.

use crate::credentials::Credentials;
use crate::proxies::Proxies;
use std::time::Duration;

/// How to download.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The longest that finding and reaching a host may take.
    pub connect: Duration,
    /// The longest without a byte.
    pub idle: Duration,
    /// The longest that one attempt may take as a whole.
    pub whole: Duration,
    /// How often a download is tried where a failure may pass.
    pub attempts: u32,
    /// The pause before the second attempt; each further one is twice as long.
    pub pause: Duration,
    /// The longest pause, also where a server asks for more.
    pub longest_pause: Duration,
    /// How many redirects are followed.
    pub redirects: u32,
    /// Certificates in PEM that are trusted instead of the public ones; empty means the public ones.
    pub authorities: Vec<u8>,
    /// Proxies.
    pub proxies: Proxies,
    /// Logins.
    pub credentials: Credentials,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            connect: Duration::from_secs(15),
            idle: Duration::from_secs(30),
            whole: Duration::from_secs(600),
            attempts: 4,
            pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(20),
            redirects: 10,
            authorities: Vec::new(),
            proxies: Proxies::default(),
            credentials: Credentials::default(),
        }
    }
}
