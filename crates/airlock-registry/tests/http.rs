//! Downloads from a real server on loopback, over TLS too: what is sent, what is followed, what is
//! tried again, and what every failure is called.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod server;

use airlock_registry::repository::{FILE_LIMIT, file, index, locate};
use airlock_registry::{Address, Client, Credentials, Login, Proxies, Request, Settings};
use server::{Answer, Server};
use std::io::Write;
use std::time::Duration;

fn settings() -> Settings {
    Settings {
        connect: Duration::from_secs(5),
        idle: Duration::from_millis(400),
        whole: Duration::from_secs(3),
        attempts: 3,
        pause: Duration::from_millis(5),
        longest_pause: Duration::from_millis(20),
        redirects: 3,
        ..Settings::default()
    }
}

fn address(text: &str) -> Address {
    Address::parse(text).unwrap()
}

fn get_with(settings: Settings, url: &str) -> Result<Vec<u8>, String> {
    let client = Client::new(settings).map_err(|error| error.to_string())?;
    file(&client, &address(url), FILE_LIMIT, &|_| {}).map_err(|error| error.to_string())
}

fn get(url: &str) -> Result<Vec<u8>, String> {
    get_with(settings(), url)
}

fn login_for(url: &str) -> Settings {
    let mut credentials = Credentials::default();
    credentials.add(address(url), Login::new("me", "secret"));
    Settings {
        credentials,
        ..settings()
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

#[test]
fn a_chart_is_found_by_relative_and_absolute_addresses() {
    let other = Server::start(|_| Answer::ok(b"absolute"));
    let absolute = other.url("/far.tgz");
    let server = Server::start(move |asked| {
        match asked.path.as_str() {
        "/charts/index.yaml?t=1" => Answer::ok(
            format!("entries:\n  a:\n  - version: 1.0.0\n    urls: [sub/a.tgz]\n  - version: 2.0.0\n    urls: ['{absolute}']\n").as_bytes(),
        ),
        "/charts/sub/a.tgz?t=1" => Answer::ok(b"relative"),
        _ => Answer::status(404),
    }
    });
    let client = Client::new(settings()).unwrap();
    let repository = server.url("/charts?t=1");
    let found = index(&client, &repository).unwrap();
    for (version, body) in [("1.0.0", &b"relative"[..]), ("2.0.0", b"absolute")] {
        let (at, _) = locate(&repository, &found, "a", version).unwrap();
        assert_eq!(file(&client, &at, FILE_LIMIT, &|_| {}).unwrap(), body);
    }
}

#[test]
fn a_login_is_sent_to_its_own_origin_and_dropped_on_another() {
    let other = Server::start(|_| Answer::ok(b"there"));
    let far = other.url("/far");
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/same" => Answer::redirect("/here"),
        "/far" => Answer::redirect(&far),
        _ => Answer::ok(b"here"),
    });
    let with = || login_for(&server.url("/"));
    assert_eq!(get_with(with(), &server.url("/same")).unwrap(), b"here");
    assert_eq!(get_with(with(), &server.url("/far")).unwrap(), b"there");
    let sent = server.requests();
    assert_eq!(sent.len(), 3);
    for asked in &sent {
        assert_eq!(asked.header("authorization"), Some("Basic bWU6c2VjcmV0"));
    }
    assert_eq!(other.requests().len(), 1);
    assert_eq!(other.requests()[0].header("authorization"), None);
}

#[test]
fn redirects_have_an_end_and_need_a_place() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/nowhere" => Answer::status(302),
        "/file" => Answer::redirect("file:///etc/passwd"),
        _ => Answer::redirect("/round"),
    });
    assert!(
        get(&server.url("/round"))
            .unwrap_err()
            .contains("redirects too often")
    );
    assert_eq!(server.requests().len(), 4);
    assert!(
        get(&server.url("/nowhere"))
            .unwrap_err()
            .contains("does not say where to")
    );
    assert!(
        get(&server.url("/file"))
            .unwrap_err()
            .contains("no http or https")
    );
}

#[test]
fn what_may_pass_is_tried_again_and_what_may_not_is_not() {
    for (status, tries) in [
        (500, 3),
        (503, 3),
        (429, 3),
        (404, 1),
        (401, 1),
        (403, 1),
        (400, 1),
    ] {
        let server = Server::start(move |_| Answer::status(status));
        let error = get(&server.url("/x")).unwrap_err();
        assert!(
            error.contains(&format!("the server answers {status}")),
            "{error}"
        );
        assert!(error.contains(&server.url("/x")), "{error}");
        assert_eq!(server.requests().len(), tries, "{status}");
    }
    let server = Server::counting(|count, _| match count {
        0 => Answer::status(503).with("Retry-After", "9999"),
        1 => Answer::ok(b"whole").torn(2),
        _ => Answer::ok(b"whole"),
    });
    assert_eq!(get(&server.url("/x")).unwrap(), b"whole");
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn truncated_slow_and_endless_answers_are_told() {
    let torn = Server::start(|_| Answer::ok(b"0123456789").torn(4));
    let error = get(&torn.url("/x")).unwrap_err();
    assert!(
        error.contains("ended") || error.contains("broke off"),
        "{error}"
    );
    assert!(error.contains("tried 3 times"), "{error}");
    let silent = Server::start(|_| Answer::ok(b"x").late(Duration::from_secs(2)));
    assert!(get(&silent.url("/x")).unwrap_err().contains("too slowly"));
    let drips = Server::start(|_| Answer::ok(&[b'x'; 200]).dripping(Duration::from_millis(100)));
    let hurried = Settings {
        whole: Duration::from_millis(700),
        attempts: 1,
        ..settings()
    };
    assert!(
        get_with(hurried, &drips.url("/x"))
            .unwrap_err()
            .contains("too slowly")
    );
    let client = Client::new(settings()).unwrap();
    let long = Server::start(|_| Answer::ok(&[b'x'; 2000]));
    let request = Request {
        limit: 1000,
        text: true,
    };
    let error = client
        .get(&address(&long.url("/x")), request, &|_| {})
        .unwrap_err();
    assert!(
        error.to_string().contains("longer than 1000 bytes"),
        "{error}"
    );
    let bomb = Server::start(|_| Answer::ok(&gzip(&[0; 100_000])).with("Content-Encoding", "gzip"));
    let error = client
        .get(&address(&bomb.url("/x")), request, &|_| {})
        .unwrap_err();
    assert!(
        error.to_string().contains("longer than 1000 bytes"),
        "{error}"
    );
}

#[test]
fn gzip_of_the_way_is_undone_and_gzip_of_the_thing_is_kept() {
    let server = Server::start(|asked| {
        let archive = gzip(b"a chart");
        match asked.path.as_str() {
            "/index.yaml" => Answer::ok(&gzip(b"entries: {}")).with("Content-Encoding", "gzip"),
            "/twice.tgz" => Answer::ok(&gzip(&archive)).with("Content-Encoding", "gzip"),
            "/named.tgz" => Answer::ok(&archive).with("Content-Encoding", "gzip"),
            "/broken/index.yaml" => Answer::ok(b"no gzip").with("Content-Encoding", "gzip"),
            "/odd.tgz" => Answer::ok(&archive).with("Content-Encoding", "br"),
            _ => Answer::ok(&archive),
        }
    });
    let client = Client::new(settings()).unwrap();
    assert_eq!(index(&client, &server.url("")).unwrap(), b"entries: {}");
    for name in ["/twice.tgz", "/named.tgz", "/plain.tgz"] {
        assert_eq!(get(&server.url(name)).unwrap(), gzip(b"a chart"), "{name}");
    }
    let error = index(&client, &server.url("/broken"))
        .unwrap_err()
        .to_string();
    assert!(error.contains("broken gzip"), "{error}");
    assert!(
        get(&server.url("/odd.tgz"))
            .unwrap_err()
            .contains("packed as `br`")
    );
}

#[test]
fn an_authority_that_is_given_is_trusted_and_no_other() {
    let server = Server::start_tls(|_| Answer::ok(b"sealed"));
    let error = get(&server.url("/x")).unwrap_err();
    assert!(
        error.contains("certificate") && error.contains("--ca-file"),
        "{error}"
    );
    let trusting = Settings {
        authorities: server.authority(),
        ..settings()
    };
    assert_eq!(
        get_with(trusting.clone(), &server.url("/x")).unwrap(),
        b"sealed"
    );
    let none = Settings {
        authorities: b"no PEM".to_vec(),
        ..settings()
    };
    assert!(
        get_with(none, &server.url("/x"))
            .unwrap_err()
            .contains("no certificate in PEM")
    );
    let down = Server::start_tls(|_| Answer::redirect("http://127.0.0.1:1/x"));
    let trusting = Settings {
        authorities: down.authority(),
        ..settings()
    };
    assert!(
        get_with(trusting, &down.url("/x"))
            .unwrap_err()
            .contains("redirects to plain HTTP")
    );
}

#[test]
fn a_proxy_is_used_but_for_its_exceptions() {
    let proxy = Server::proxy(|_| Answer::ok(b"by the proxy"));
    let by = |without: &str| Settings {
        proxies: Proxies {
            http: Some(proxy.url("")),
            https: None,
            without: without.to_string(),
        },
        attempts: 1,
        ..settings()
    };
    assert_eq!(
        get_with(by(""), "http://charts.invalid/x").unwrap(),
        b"by the proxy"
    );
    let seen = proxy.requests();
    assert!(
        seen.iter()
            .any(|asked| asked.path.contains("charts.invalid")),
        "{seen:?}"
    );
    let error = get_with(by("invalid"), "http://charts.invalid/x").unwrap_err();
    assert!(!error.is_empty());
    assert_eq!(proxy.requests().len(), seen.len());
}

#[test]
fn nobody_there_is_told_and_no_error_holds_a_secret() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/x?signature=secret", closed.local_addr().unwrap());
    drop(closed);
    let error = get_with(login_for(&url), &url).unwrap_err();
    assert!(error.contains("tried 3 times"), "{error}");
    assert!(!error.contains("secret"), "{error}");
    let garbage = Server::start(|_| Answer::raw(b"\x00\x01garbage\r\n\r\n"));
    assert!(!get(&garbage.url("/x")).unwrap_err().is_empty());
    assert!(!format!("{:?}", login_for(&url)).contains("secret"));
}

/// The largest public indexes: found in them is what is there, and what is not, without a tree of
/// the whole; of the other shape, which is parsed, no more is asked than that it ends.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "that it is bounded is what is tested"
)]
fn an_index_of_thirty_megabytes_is_read_in_bounded_time() {
    let text = large_index(30 << 20);
    assert!(text.len() > 30 << 20);
    let packed = gzip(text.as_bytes());
    let server = Server::start(move |_| Answer::ok(&packed).with("Content-Encoding", "gzip"));
    let patient = Settings {
        idle: Duration::from_secs(20),
        whole: Duration::from_secs(60),
        ..settings()
    };
    let client = Client::new(patient).unwrap();
    let url = server.url("");
    let start = std::time::Instant::now();
    let index = index(&client, &url).unwrap();
    assert_eq!(index, text.as_bytes());
    let (address, entry) = locate(&url, &index, "chart-777", "1.0.3").unwrap();
    assert!(address.to_string().ends_with("/chart-777-1.0.3.tgz"));
    assert!(entry.digest.is_some());
    let error = locate(&url, &index, "chart-none", "1.0.0").unwrap_err();
    assert!(error.to_string().contains("has no chart"), "{error}");
    let took = start.elapsed();
    println!("download and two searches: {took:.1?}");
    assert!(took < Duration::from_secs(15), "{took:?}");
}

/// An index as Helm writes it.
fn large_index(size: usize) -> String {
    let mut text = String::from("apiVersion: v1\nentries:\n");
    let mut chart = 0;
    while text.len() < size {
        text.push_str(&format!("  chart-{chart}:\n"));
        for version in 0..20 {
            text.push_str(&format!(
                "  - apiVersion: v2\n    appVersion: 1.{version}.0\n    created: \"2026-01-02T03:04:05.678Z\"\n    \
                 dependencies:\n    - name: common\n      repository: https://charts.example.com\n      version: 2.x.x\n    \
                 description: A chart of many, with a text that is as long as they are.\n    \
                 digest: {:064x}\n    home: https://example.com/charts\n    keywords:\n    - one\n    - two\n    \
                 maintainers:\n    - email: nobody@example.com\n      name: nobody\n    name: chart-{chart}\n    \
                 sources:\n    - https://example.com/sources\n    type: application\n    urls:\n    - \
                 chart-{chart}-1.0.{version}.tgz\n    version: 1.0.{version}\n",
                chart * 100 + version
            ));
        }
        chart += 1;
    }
    text.push_str("generated: \"2026-01-02T03:04:05.678Z\"\n");
    text
}
