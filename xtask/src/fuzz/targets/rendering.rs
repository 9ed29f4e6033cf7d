//! Readers of charts: templates, values, schemas, archives, and charts as a whole.

use std::io::Write as _;
use std::sync::OnceLock;

use airlock_gotmpl::machine::{Machine, MissingKey, Options};
use airlock_gotmpl::template::{Namespace, Template};
use airlock_gotmpl::{Functions, Limits, Value, World};
use airlock_helm::{
    Chart, PrintOptions, Release, RenderOptions, SourceFile, UserValues, ValueSources, render,
};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::fuzz::seeds::FILE;

/// A clock that stands still and dice that fall the same way.
pub(super) struct Still;

impl World for Still {
    fn now(&self) -> (i64, u32) {
        (1_767_323_045, 0)
    }

    fn random(&self, buffer: &mut [u8]) {
        let mut last = 7_u8;
        for byte in buffer {
            last = last.wrapping_mul(173).wrapping_add(59);
            *byte = last;
        }
    }
}

/// Less than a render may use, so that there is time for many.
pub(super) const SMALL: Limits = Limits {
    steps: 20_000,
    bytes: 1 << 20,
    total_bytes: 4 << 20,
    work: 16 << 20,
    keys: 100,
    depth: 300,
};

pub(super) fn template(input: &[u8]) -> Result<(), String> {
    execute(input, SMALL)
}

/// What a render may use up is little enough.
pub(super) fn template_within_our_limits(input: &[u8]) -> Result<(), String> {
    execute(input, Limits::default())
}

fn execute(input: &[u8], limits: Limits) -> Result<(), String> {
    static FUNCTIONS: OnceLock<Functions> = OnceLock::new();
    let functions = FUNCTIONS.get_or_init(|| {
        // New keys of RSA and DSA take their time, which is known.
        let slow = [
            "genPrivateKey",
            "genCA",
            "genSelfSignedCert",
            "genSignedCert",
        ];
        let all = airlock_helm::functions::all();
        Functions::new(all.into_iter().filter(|func| !slow.contains(&func.name)))
    });
    let source = String::from_utf8_lossy(input);
    let template = match Template::parse("case", &*source, functions) {
        Ok(template) => template,
        Err(error) => {
            drop(format!("{error} {error:#}"));
            return Ok(());
        }
    };
    let mut namespace = Namespace::new();
    namespace.add(&template);
    let options = Options {
        missing_key: MissingKey::Zero,
        limits,
        trace: true,
    };
    let mut machine = Machine::new(&namespace, functions, &Still, options);
    let inner = Value::map([("b", Value::str("c")), ("n", Value::Float(1.5))]);
    let list = Value::list(vec![Value::Int(1), Value::Nil, Value::Bool(true)]);
    let data = Value::map([("Values", Value::map([("a", inner), ("list", list)]))]);
    let mut out = Vec::new();
    if let Err(error) = machine.execute("case", &data, &mut out) {
        drop(format!("{error} {error:#}"));
    }
    let length = out.len();
    match machine
        .trace()
        .marked
        .iter()
        .find(|range| range.end > length)
    {
        Some(range) => Err(format!(
            "{range:?} is marked in an output of {length} bytes"
        )),
        None => Ok(()),
    }
}

/// Everything that the flags for values read.
pub(super) fn values(input: &[u8]) -> Result<(), String> {
    let _ = UserValues::from_yaml(input);
    let text = String::from_utf8_lossy(input).into_owned();
    let one = || vec![text.clone()];
    let plain = ValueSources::default;
    let all = [
        ValueSources {
            set: one(),
            ..plain()
        },
        ValueSources {
            set_string: one(),
            ..plain()
        },
        ValueSources {
            set_json: one(),
            ..plain()
        },
        ValueSources {
            set_literal: one(),
            ..plain()
        },
        ValueSources {
            set_file: one(),
            ..plain()
        },
    ];
    for sources in all {
        if let Err(error) = sources.load(&|_| Ok(b"content".to_vec())) {
            drop(format!("{error} {error:#}"));
        }
    }
    Ok(())
}

pub(super) fn file(name: &str, data: &[u8]) -> SourceFile {
    SourceFile {
        name: name.to_owned(),
        data: data.to_vec().into(),
    }
}

/// The files of a bundle; what stands before the first is dropped.
fn unbundle(input: &[u8]) -> Vec<SourceFile> {
    let mark = FILE.as_bytes();
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    while at + mark.len() <= input.len() {
        if input[at..].starts_with(mark) {
            starts.push(at);
            at += mark.len();
        } else {
            at += 1;
        }
    }
    starts.push(input.len());
    let parts = starts.windows(2).map(|pair| &input[pair[0]..pair[1]]);
    parts
        .filter_map(|part| {
            let part = part.get(mark.len()..)?;
            let line = part.iter().position(|byte| *byte == b'\n')?;
            Some(file(
                &String::from_utf8_lossy(&part[..line]),
                &part[line + 1..],
            ))
        })
        .collect()
}

fn render_files(files: Vec<SourceFile>) {
    finish(Chart::from_files(files));
}

fn finish(chart: airlock_helm::Result<Chart>) {
    let rendered = chart.and_then(|chart| {
        let options = RenderOptions {
            limits: SMALL,
            provenance: true,
            ..RenderOptions::default()
        };
        let release = Release::new("rel");
        let rendered = render(&chart, &release, &UserValues::default(), &Still, options)?;
        for document in rendered.documents(&PrintOptions::default()) {
            drop(document.lines());
        }
        rendered.to_bytes(&PrintOptions::default())
    });
    if let Err(error) = rendered {
        drop(format!("{error} {error:#}"));
    }
}

/// A chart with this schema and these values.
pub(super) fn schema(input: &[u8]) -> Result<(), String> {
    let mut files = unbundle(input);
    for file in &mut files {
        file.name = match file.name.as_str() {
            "values.json" => "values.yaml".to_owned(),
            _ => "values.schema.json".to_owned(),
        };
    }
    files.push(file(
        "Chart.yaml",
        b"apiVersion: v2\nname: c\nversion: 1.0.0\n",
    ));
    render_files(files);
    Ok(())
}

pub(super) fn chart(input: &[u8]) -> Result<(), String> {
    let mut files = unbundle(input);
    if !files.iter().any(|file| file.name == "Chart.yaml") {
        files.push(file(
            "Chart.yaml",
            b"apiVersion: v2\nname: c\nversion: 1.0.0\n",
        ));
    }
    render_files(files);
    Ok(())
}

pub(super) fn archive(input: &[u8]) -> Result<(), String> {
    finish(Chart::from_archive(input));
    Ok(())
}

/// A tar file that is compressed as it should be.
pub(super) fn tar(input: &[u8]) -> Result<(), String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder
        .write_all(input)
        .map_err(|error| error.to_string())?;
    archive(&encoder.finish().map_err(|error| error.to_string())?)
}
