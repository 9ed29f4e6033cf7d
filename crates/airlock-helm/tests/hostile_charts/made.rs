//! Generators of hostile charts: what is too large or too strange to lie in a folder.

use airlock_helm::SourceFile;

use super::tar::{Entry, archive, file as entry, gzip};

/// What a generator makes.
pub(crate) enum Made {
    Archive(Vec<u8>),
    Files(Vec<SourceFile>),
}

pub(crate) const CHART_YAML: &str = "apiVersion: v2\nname: hostile\nversion: 0.1.0\n";

type Make = fn() -> Made;

/// Every generator, by the name of its answer.
pub(crate) const ALL: &[(&str, Make)] = &[
    ("gzip-bomb", gzip_bomb),
    ("gzip-bomb-behind-the-end", gzip_bomb_behind_the_end),
    ("gzip-cut", gzip_cut),
    ("gzip-size-lies", gzip_size_lies),
    ("tar-many-members", tar_many_members),
    ("tar-many-long-names", tar_many_long_names),
    ("tar-octal-size", || sized(b"77777777777\0")),
    ("tar-binary-size", || sized(b"\x80\0\0\0\x40\0\0\0\0\0\0\0")),
    ("tar-negative-size", || sized(&[0xff; 12])),
    ("tar-no-number", || sized(b"9x9\0")),
    ("tar-sparse", || of_kind(b'S', b"")),
    ("tar-symlink", || of_kind(b'2', b"/etc/passwd")),
    ("tar-hard-link", || of_kind(b'1', b"/etc/passwd")),
    ("tar-device", || of_kind(b'3', b"")),
    ("tar-pipe", || of_kind(b'6', b"")),
    ("tar-parent", || named(b"c/../../etc/passwd")),
    ("tar-deep-parent", || named(b"c/templates/../../../x")),
    ("tar-absolute", || named(b"/etc/passwd")),
    ("tar-absolute-inside", || named(b"c//etc/passwd")),
    ("tar-backslashes", || named(b"c\\..\\..\\x")),
    ("tar-drive", || named(b"c/C:/x")),
    ("tar-dot", || named(b"c/.")),
    ("tar-no-folder", || named(b"Chart.yaml")),
    ("tar-control-characters", || {
        named(b"c/templates/\x1b[2J\x07\n---.yaml")
    }),
    ("tar-not-utf8", || named(b"c/templates/\xff\xfe.yaml")),
    ("tar-pax-length", || pax(b"99999999999999999999 path=x\n")),
    ("tar-pax-zero", || pax(b"0 path=x\n")),
    ("tar-pax-cut", || pax(b"30 path=x")),
    ("tar-pax-parent", || pax(b"21 path=c/../../pwn\n\n")),
    ("archives-inside-each-other", archives_inside_each_other),
    ("archives-side-by-side", archives_side_by_side),
    ("chart-yaml-deep", || {
        chart_file("Chart.yaml", &(CHART_YAML.to_owned() + &deep_yaml()))
    }),
    ("chart-yaml-aliases", || {
        chart_file("Chart.yaml", &(CHART_YAML.to_owned() + &alias_bomb()))
    }),
    ("values-deep", || chart_file("values.yaml", &deep_yaml())),
    ("values-aliases", || {
        chart_file("values.yaml", &alias_bomb())
    }),
    ("values-many-keys", || {
        let keys: String = (0..100_000).map(|n| format!("k{n}: {n}\n")).collect();
        chart_file("values.yaml", &keys)
    }),
    ("values-not-utf8", || {
        Made::Files(vec![
            file("Chart.yaml", CHART_YAML),
            file("values.yaml", b"a: \xff\n"),
        ])
    }),
    ("template-not-utf8", || {
        Made::Files(vec![
            file("Chart.yaml", CHART_YAML),
            file("templates/a.yaml", b"a: {{ \"\xff\" }}\xff\n"),
        ])
    }),
    ("template-deep-if", || {
        template(&("{{if 1}}".repeat(10_000) + "x" + &"{{end}}".repeat(10_000)))
    }),
    ("template-deep-parentheses", || {
        template(&format!(
            "{{{{ {}1{} }}}}",
            "(".repeat(10_000),
            ")".repeat(10_000)
        ))
    }),
    ("template-deep-unclosed", || {
        template(&"{{if 1}}".repeat(50_000))
    }),
    ("template-long-chain", || {
        template(&format!("{{{{ .Values{} }}}}", ".a".repeat(100_000)))
    }),
    ("template-long-pipeline", || {
        template(&format!("{{{{ 1{} }}}}", " | toString".repeat(50_000)))
    }),
    ("template-deep-tojson", || {
        template(
            "{{ $d := dict }}{{ range until 20000 }}{{ $d = dict \"a\" $d }}{{ end }}{{ toYaml $d }}",
        )
    }),
    ("template-deep-fromjson", || {
        template("{{ fromJson (repeat 50000 \"{\\\"a\\\":\") | toYaml }}")
    }),
    ("template-deep-fromyaml", || {
        template("{{ fromYaml (repeat 50000 \"{a: \") | toYaml }}")
    }),
    ("manifest-deep", || template(&deep_yaml())),
    ("manifest-aliases", || template(&alias_bomb())),
    ("manifest-many-documents", || {
        template(&"---\napiVersion: v1\nkind: A\n".repeat(20_000))
    }),
    ("schema-deep", || {
        schema(&("{\"not\":".repeat(10_000) + "{}" + &"}".repeat(10_000)))
    }),
    ("schema-long-chain", schema_long_chain),
    ("schema-doubling", schema_doubling),
    ("ignore-many-patterns", || {
        chart_file(".helmignore", &"*a*a*a*a*a*b\n".repeat(10_000))
    }),
];

/// A file in memory.
pub(crate) fn file(name: &str, data: impl AsRef<[u8]>) -> SourceFile {
    let data = data.as_ref().to_vec().into();
    let name = name.to_owned();
    SourceFile { name, data }
}

/// A chart that has this file besides, or instead of its own.
fn chart_file(name: &str, text: &str) -> Made {
    let mut files = vec![file(name, text)];
    if name != "Chart.yaml" {
        files.push(file("Chart.yaml", CHART_YAML));
    }
    files.push(file("templates/a.yaml", "a: {{ len .Values }}\n"));
    Made::Files(files)
}

fn template(text: &str) -> Made {
    chart_file("templates/b.yaml", text)
}

fn schema(text: &str) -> Made {
    chart_file("values.schema.json", text)
}

fn deep_yaml() -> String {
    format!("d: {}{}\n", "[".repeat(10_500), "]".repeat(10_500))
}

fn alias_bomb() -> String {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    bomb
}

/// A megabyte of zeros as a gzip member, many times over.
fn zeros(megabytes: usize) -> Vec<u8> {
    gzip(&vec![0; 1 << 20]).repeat(megabytes)
}

fn gzip_bomb() -> Made {
    let header = Entry {
        size: format!("{:011o}\0", 2_usize << 30).into_bytes(),
        ..entry(b"c/templates/zeros.yaml", b"")
    };
    Made::Archive([gzip(&header.bytes()), zeros(2048)].concat())
}

fn gzip_bomb_behind_the_end() -> Made {
    let chart = entry(b"c/Chart.yaml", CHART_YAML.as_bytes()).bytes();
    Made::Archive([gzip(&chart), zeros(2048)].concat())
}

fn gzip_cut() -> Made {
    let mut bytes = archive(&[entry(b"c/Chart.yaml", CHART_YAML.as_bytes())]);
    bytes.truncate(bytes.len() / 2);
    Made::Archive(bytes)
}

fn gzip_size_lies() -> Made {
    let mut bytes = archive(&[entry(b"c/Chart.yaml", CHART_YAML.as_bytes())]);
    let length = bytes.len();
    bytes[length - 4..].fill(0xff);
    Made::Archive(bytes)
}

fn tar_many_members() -> Made {
    let member = entry(b"c/files/x", b"").bytes();
    let chart = entry(b"c/Chart.yaml", CHART_YAML.as_bytes()).bytes();
    let thousand = gzip(&member.repeat(1000));
    Made::Archive([gzip(&chart), thousand.repeat(20)].concat())
}

fn tar_many_long_names() -> Made {
    let long = [b"c/files/".as_slice(), &vec![b'n'; 1 << 20]].concat();
    let name = Entry {
        kind: b'L',
        ..entry(b"././@LongLink", &long)
    };
    let member = [name.bytes(), entry(b"c/files/x", b"").bytes()].concat();
    let chart = entry(b"c/Chart.yaml", CHART_YAML.as_bytes()).bytes();
    Made::Archive([gzip(&chart), gzip(&member).repeat(20)].concat())
}

/// An archive with this entry behind a `Chart.yaml`.
fn with(odd: &Entry<'_>) -> Made {
    let chart = entry(b"c/Chart.yaml", CHART_YAML.as_bytes()).bytes();
    Made::Archive(gzip(&[chart, odd.bytes(), vec![0; 1024]].concat()))
}

fn sized(size: &[u8]) -> Made {
    with(&Entry {
        size: size.to_vec(),
        ..entry(b"c/files/x", b"data")
    })
}

fn of_kind(kind: u8, link: &[u8]) -> Made {
    with(&Entry {
        kind,
        link,
        ..entry(b"c/templates/x.yaml", b"")
    })
}

fn named(name: &[u8]) -> Made {
    with(&entry(name, b"a: 1\n"))
}

fn pax(records: &[u8]) -> Made {
    let chart = entry(b"c/Chart.yaml", CHART_YAML.as_bytes()).bytes();
    let records = Entry {
        kind: b'x',
        ..entry(b"PaxHeaders/x", records)
    };
    let target = entry(b"c/files/x", b"data").bytes();
    let end = vec![0; 1024];
    Made::Archive(gzip(&[chart, records.bytes(), target, end].concat()))
}

/// A chart in a chart in a chart: recursion on the input's depth.
fn archives_inside_each_other() -> Made {
    let mut bytes = Vec::new();
    for _ in 0..300 {
        let mut entries = vec![entry(b"c/Chart.yaml", CHART_YAML.as_bytes())];
        if !bytes.is_empty() {
            entries.push(entry(b"c/charts/c.tgz", &bytes));
        }
        bytes = archive(&entries);
    }
    Made::Archive(bytes)
}

/// Each unpacks to less than a chart may have, all of them to far more.
fn archives_side_by_side() -> Made {
    let header = Entry {
        size: format!("{:011o}\0", 90_usize << 20).into_bytes(),
        ..entry(b"c/files/zeros", b"")
    };
    let chart = entry(b"c/Chart.yaml", CHART_YAML.as_bytes()).bytes();
    let inner = [gzip(&chart), gzip(&header.bytes()), zeros(90)].concat();
    let names: Vec<String> = (0..40).map(|n| format!("c/charts/c{n}.tgz")).collect();
    let mut entries = vec![entry(b"c/Chart.yaml", CHART_YAML.as_bytes())];
    entries.extend(names.iter().map(|name| entry(name.as_bytes(), &inner)));
    Made::Archive(archive(&entries))
}

/// Every definition refers to the next one.
fn schema_long_chain() -> Made {
    let mut text = "{\"$ref\":\"#/definitions/d0\",\"definitions\":{".to_owned();
    for n in 0..20_000 {
        text.push_str(&format!(
            "\"d{n}\":{{\"$ref\":\"#/definitions/d{}\"}},",
            n + 1
        ));
    }
    schema(&(text + "\"d20000\":{}}}"))
}

/// Every definition refers to the next one twice: 2^60 ways.
fn schema_doubling() -> Made {
    let mut text = "{\"$ref\":\"#/definitions/d0\",\"definitions\":{".to_owned();
    for n in 0..60 {
        let next = format!("{{\"$ref\":\"#/definitions/d{}\"}}", n + 1);
        text.push_str(&format!("\"d{n}\":{{\"allOf\":[{next},{next}]}},"));
    }
    schema(&(text + "\"d60\":{}}}"))
}
