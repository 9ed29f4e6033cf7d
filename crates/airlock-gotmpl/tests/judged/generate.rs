//! Templates and formats made at random, the same ones every time, that Go is asked about.

use super::judge::compare;

/// A small generator of numbers (xorshift), so that every run asks the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }

    fn chance(&mut self, of: usize) -> bool {
        self.roll(of) == 0
    }
}

const VALUES: &[&str] = &[
    "1",
    "-5",
    "0",
    "42",
    "0x1F",
    "1_000",
    "'x'",
    "'\\n'",
    "1.5",
    "-0.0",
    "1e100",
    "1e-7",
    "3.0",
    "\"\"",
    "\"text\"",
    "`raw \"q\"`",
    "\"tab\\t\\x00é\"",
    "true",
    "false",
    "nil",
    ".name",
    ".empty",
    ".umlaut",
    ".broken",
    ".one",
    ".minus",
    ".big",
    ".pi",
    ".whole",
    ".huge",
    ".yes",
    ".no",
    ".null",
    ".list",
    ".none",
    ".words",
    ".map",
    ".blank",
    ".labels",
    "(point 3 \"p\" (list 1))",
    ".missing",
    ".map.a",
    ".map.nil",
    ".map.a.deep",
    ".labels.app",
    ".labels.none",
    "(point 3 \"p\" nil).X",
    "(int64 7)",
    "(int32 65)",
    "(uint64 18446744073709551615)",
    "(byte 200)",
    "(float 2)",
    "(bytes \"by\\xffte\")",
    "(list 1 nil \"x\")",
    "(strings \"a\" \"b\")",
    "(ints 1 2)",
    "(strings)",
    "(dict \"k\" 1 \"n\" nil)",
    "(stringmap \"k\" \"v\")",
    "(nilmap)",
    "nilmap",
    "(nillist)",
    "nothing",
    "(nothing)",
    "(duration 1500)",
    "(plain 1 \"b\")",
    "(named .map)",
    "(list)",
    ".",
    "$",
    "$.name",
    "(dict \"b\" (bytes \"x\") \"d\" (duration 5) \"p\" (plain 2 \"q\"))",
    "(list (list nil) (strings \"s\") (byte 1))",
];

fn value(dice: &mut Dice) -> String {
    dice.pick(VALUES).to_owned()
}

const VERBS: &[&str] = &[
    "v", "d", "s", "q", "x", "X", "o", "O", "b", "c", "U", "e", "E", "f", "F", "g", "G", "t", "T",
    "w", "z", "é", "%", "!", "",
];

fn verb(dice: &mut Dice) -> String {
    let mut text = String::from("%");
    while dice.chance(3) {
        text.push_str(dice.pick(&["#", "0", "+", "-", " "]));
    }
    if dice.chance(12) {
        text.push_str(dice.pick(&["[1]", "[2]", "[3]", "[9]", "[0]", "[x]", "[", "[]", "[-1]"]));
    }
    if dice.chance(2) {
        text.push_str(dice.pick(&["5", "12", "1", "*", "0", "40", "300", "99999999999"]));
    }
    if dice.chance(3) {
        text.push_str(dice.pick(&[".", ".0", ".1", ".3", ".20", ".*", ".[1]*", ".[2]3"]));
    }
    if dice.chance(15) {
        text.push_str(dice.pick(&["[1]", "[2]", "[7]"]));
    }
    text.push_str(dice.pick(VERBS));
    text
}

fn format(dice: &mut Dice) -> String {
    let mut text = String::from("{{ printf `");
    for _ in 0..=dice.roll(3) {
        text.push_str(&verb(dice));
        text.push_str(dice.pick(&["", " ", "|", ",é"]));
    }
    text.push('`');
    for _ in 0..dice.roll(4) {
        text.push(' ');
        text.push_str(&value(dice));
    }
    text.push_str(" }}");
    text
}

/// How many of each kind are asked about; `AIRLOCK_CASES` asks for more.
fn count() -> usize {
    let asked = std::env::var("AIRLOCK_CASES").ok();
    asked.and_then(|count| count.parse().ok()).unwrap_or(8_000)
}

#[test]
fn formats_print_what_go_prints() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let cases: Vec<_> = (0..count())
        .map(|_| ("zero".to_owned(), format(&mut dice).into_bytes()))
        .collect();
    compare(&cases);
}

const FUNCTIONS: &[&str] = &[
    "and",
    "or",
    "not",
    "len",
    "index",
    "slice",
    "call",
    "print",
    "println",
    "html",
    "js",
    "urlquery",
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
    "takesstring",
    "takesmap",
    "takeslist",
    "takesstrings",
    "takesbytes",
    "takesbool",
    "takesany",
    "takesplain",
    "sum",
    "int64",
    "uint64",
    "float",
    "list",
    "dict",
    "stringmap",
    "strings",
    "fail",
    "set",
    "named",
    "duration",
    "printf `%v`",
    "printf `%T`",
    "include `t`",
    "include `u`",
    "tpl `[{{ . }}]`",
    "tpl `{{ $x }}`",
    "tpl `{{ .name | index . }}`",
    "(point 3 `p` 4).Sum",
    "(point 3 `p` nil).Join",
    "(point 3 `p` nil).Fail",
    "(named .map).Table",
];

fn expression(dice: &mut Dice, depth: usize) -> String {
    let mut text = match dice.roll(4) {
        0 if depth > 0 => format!("({})", expression(dice, depth - 1)),
        1 => value(dice),
        _ => call(dice, depth),
    };
    if dice.chance(12) {
        text.push_str(dice.pick(&[".name", ".X", ".b", ".a.deep", ".nil.x", ".Sum 4"]));
    }
    while dice.chance(5) {
        text.push_str(" | ");
        text.push_str(&call(dice, depth));
    }
    text
}

fn call(dice: &mut Dice, depth: usize) -> String {
    let mut text = dice.pick(FUNCTIONS).to_owned();
    for _ in 0..dice.roll(4) {
        text.push(' ');
        if depth > 0 && dice.chance(4) {
            text.push_str(&format!("({})", expression(dice, depth - 1)));
        } else {
            text.push_str(&value(dice));
        }
    }
    text
}

fn variable(dice: &mut Dice) -> &'static str {
    dice.pick(&["$x", "$y", "$i"])
}

fn open(dice: &mut Dice) -> &'static str {
    dice.pick(&["{{", "{{ ", "{{- ", "{{-\n"])
}

fn close(dice: &mut Dice) -> &'static str {
    dice.pick(&["}}", " }}", " -}}", "\n-}}"])
}

fn action(dice: &mut Dice, inside: &str) -> String {
    format!("{}{inside}{}", open(dice), close(dice))
}

fn statement(dice: &mut Dice, depth: usize, out: &mut String) {
    let kind = dice.roll(if depth > 0 { 12 } else { 6 });
    match kind {
        0 | 1 => out.push_str(dice.pick(&["text", " ", "\n", " <a> & \n", "}}", "{", "é"])),
        2 | 3 => {
            let inside = expression(dice, 2);
            out.push_str(&action(dice, &inside));
        }
        4 => {
            let sign = dice.pick(&[":=", ":=", "="]);
            let inside = format!("{} {sign} {}", variable(dice), expression(dice, 1));
            out.push_str(&action(dice, &inside));
        }
        5 => {
            let inside = match dice.roll(6) {
                0 => "break".to_owned(),
                1 => "continue".to_owned(),
                2 => "/* note */".to_owned(),
                3 => format!("template \"t\" {}", value(dice)),
                4 => "template `u`".to_owned(),
                _ => variable(dice).to_owned(),
            };
            out.push_str(&action(dice, &inside));
        }
        _ => control(dice, depth, out),
    }
}

/// A value that is not a large number: those take too long to count up to.
fn short(dice: &mut Dice) -> String {
    const LARGE: &[&str] = &["big", "uint64", "duration", "200", "65", "1_000", "'x'"];
    loop {
        let value = value(dice);
        if !LARGE.iter().any(|large| value.contains(large)) {
            return value;
        }
    }
}

fn control(dice: &mut Dice, depth: usize, out: &mut String) {
    let word = dice.pick(&["if", "with", "range", "range", "block `c`"]);
    let targets = match (word, dice.roll(4)) {
        ("range", 0) => "$i, $x := ",
        ("range", 1) => "$x = ",
        ("if" | "with" | "range", 2) => "$y := ",
        _ => "",
    };
    let subject = match word {
        "range" => short(dice),
        _ => expression(dice, 1),
    };
    let inside = format!("{word} {targets}{subject}");
    out.push_str(&action(dice, &inside));
    body(dice, depth - 1, out);
    if dice.chance(3) {
        let inside = match dice.roll(3) {
            0 => format!("else if {}", value(dice)),
            1 => format!("else with {}", value(dice)),
            _ => "else".to_owned(),
        };
        out.push_str(&action(dice, &inside));
        body(dice, depth - 1, out);
    }
    out.push_str(&action(dice, "end"));
}

fn body(dice: &mut Dice, depth: usize, out: &mut String) {
    for _ in 0..dice.roll(4) {
        statement(dice, depth, out);
    }
}

fn template(dice: &mut Dice) -> String {
    let mut text = String::from("{{define `t`}}t({{.}}){{end}}{{define `u`}}{{$.x}}{{end}}");
    if dice.chance(2) {
        text.push_str("{{ $x := 1 }}{{ $y := .name }}");
    }
    for _ in 0..=dice.roll(4) {
        statement(dice, 3, &mut text);
    }
    text
}

const SETTINGS: &[&str] = &["zero", "zero", "default", "error"];

#[test]
fn templates_give_what_go_gives() {
    let mut dice = Dice(0x1234_5678_9abc_def1);
    let cases: Vec<_> = (0..count())
        .map(|_| {
            let setting = dice.pick(SETTINGS).to_owned();
            (setting, template(&mut dice).into_bytes())
        })
        .collect();
    compare(&cases);
}

#[test]
fn broken_templates_fail_as_in_go() {
    const NOISE: &[&str] = &[
        "{{", "}}", "-}}", "{{-", "(", ")", "|", ":=", "=", ",", "$", ".", "'", "\"", "`", "\\",
        "\n", " ", "/*", "*/", "0x", "1e", "_", "+", "-", "é", "\u{0}", "@", "end", "else", "nil",
        "define", ".a.b", "$x.", "..", "1.2.3", "break", "i", "'ab'", "0b2", "\u{7f}", "%",
    ];
    let mut dice = Dice(0xfeed_f00d_dead_beef);
    let cases: Vec<_> = (0..count())
        .map(|_| {
            let mut bytes = template(&mut dice).into_bytes();
            for _ in 0..=dice.roll(3) {
                let at = dice.roll(bytes.len() + 1);
                match dice.roll(3) {
                    0 => bytes.truncate(at),
                    1 if at < bytes.len() => bytes[at] = [b'{', b'}', 0xff, b' '][dice.roll(4)],
                    _ => drop(bytes.splice(at..at, dice.pick(NOISE).bytes())),
                }
            }
            (dice.pick(SETTINGS).to_owned(), bytes)
        })
        .collect();
    compare(&cases);
}
