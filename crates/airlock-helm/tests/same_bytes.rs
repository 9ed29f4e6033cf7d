//! A world that gives the same random bytes for ever: every function that draws ends, most in an
//! error, none in an endless search.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it expects"
)]

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use airlock_gotmpl::machine::{Machine, Options};
use airlock_gotmpl::template::{Namespace, Template};
use airlock_gotmpl::{Functions, Value, World};

struct Constant(u8);

impl World for Constant {
    fn now(&self) -> (i64, u32) {
        (1_767_323_045, 0)
    }

    fn random(&self, buffer: &mut [u8]) {
        buffer.fill(self.0);
    }
}

fn run(source: &str, byte: u8) -> Result<Vec<u8>, String> {
    let functions = Functions::new(airlock_helm::functions::all());
    let template = Template::parse("case", source, &functions).map_err(|e| e.to_string())?;
    let mut namespace = Namespace::new();
    namespace.add(&template);
    let world = Constant(byte);
    let mut machine = Machine::new(&namespace, &functions, &world, Options::default());
    let mut out = Vec::new();
    let result = machine.execute("case", &Value::Nil, &mut out);
    result.map_err(|e| e.to_string())?;
    Ok(out)
}

const DRAWING: [&str; 12] = [
    "{{ genPrivateKey \"rsa\" }}",
    "{{ genPrivateKey \"dsa\" }}",
    "{{ genPrivateKey \"ecdsa\" }}",
    "{{ genPrivateKey \"ed25519\" }}",
    "{{ (genCA \"ca\" 1).Cert }}",
    "{{ (genSelfSignedCert \"a\" nil nil 1).Cert }}",
    "{{ randAlpha 9 }}{{ randNumeric 9 }}{{ randAlphaNum 9 }}{{ randAscii 9 }}",
    "{{ randInt 0 3 }}",
    "{{ shuffle \"abc\" }}",
    "{{ randBytes 9 }}{{ uuidv4 }}",
    "{{ htpasswd \"a\" \"b\" }}",
    "{{ encryptAES \"a\" \"b\" }}",
];

#[test]
fn the_same_bytes_for_ever_do_not_search_for_ever() {
    for byte in [0, 7, 0x55, 0xff] {
        for source in DRAWING {
            let (sender, receiver) = mpsc::channel();
            thread::spawn(move || sender.send(run(source, byte)));
            let ended = receiver.recv_timeout(Duration::from_secs(60));
            let given = ended.unwrap_or_else(|_| panic!("{source} with {byte} does not end"));
            if source.contains("\"rsa\"") {
                let error = given.unwrap_err();
                assert!(error.contains("source of randomness"), "{error}");
            }
        }
    }
}
