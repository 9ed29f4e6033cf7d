//! The schemas of schemas, one document for each of a draft's vocabularies.
//!
//! A keyword's rule is named once and written as JSON when a document is asked for. How rules nest
//! and refer to each other decides what errors look like, so that it follows the drafts.

use super::draft::{Draft, json_schema_org};
use Rule::{
    Anchor, Any, Bool, Count, Count0, Enum, Format, Items, List, Map, Multiple, Number, OrBool,
    Patterns, Schema, Schemas, Strings, Text, Type,
};

/// What a keyword may hold.
#[derive(Clone, Copy)]
enum Rule {
    Any,
    Bool,
    Text,
    Number,
    Multiple,
    Count,
    Count0,
    Strings,
    Type,
    Enum,
    /// Any values.
    List,
    Schema,
    Schemas,
    Items,
    Map,
    Patterns,
    /// A schema, or (in draft 4) `true` or `false`.
    OrBool,
    /// A string of a format.
    Format(&'static str),
    Anchor,
    /// Schemas or lists of names.
    Dependencies,
    /// Lists of names.
    Required,
    Vocabulary,
}

type Keywords = &'static [(&'static str, Rule)];

const VALIDATION: Keywords = &[
    ("multipleOf", Multiple),
    ("maximum", Number),
    ("minimum", Number),
    ("maxLength", Count),
    ("minLength", Count0),
    ("pattern", Format("regex")),
    ("maxItems", Count),
    ("minItems", Count0),
    ("uniqueItems", Bool),
    ("maxProperties", Count),
    ("minProperties", Count0),
    ("required", Strings),
    ("enum", Enum),
    ("type", Type),
];
const VALIDATION_4: Keywords = &[("exclusiveMaximum", Bool), ("exclusiveMinimum", Bool)];
const VALIDATION_6: Keywords = &[
    ("exclusiveMaximum", Number),
    ("exclusiveMinimum", Number),
    ("const", Any),
];
const VALIDATION_2019: Keywords = &[
    ("maxContains", Count),
    ("minContains", Count),
    ("dependentRequired", Rule::Required),
];
const APPLICATOR: Keywords = &[
    ("properties", Map),
    ("patternProperties", Patterns),
    ("additionalProperties", OrBool),
    ("allOf", Schemas),
    ("anyOf", Schemas),
    ("oneOf", Schemas),
    ("not", Schema),
];
const APPLICATOR_6: Keywords = &[("propertyNames", Schema), ("contains", Schema)];
const APPLICATOR_7: Keywords = &[("if", Schema), ("then", Schema), ("else", Schema)];
const ITEMS: Keywords = &[("items", Items), ("additionalItems", OrBool)];
const OLD: Keywords = &[("definitions", Map), ("dependencies", Rule::Dependencies)];
const TITLES: Keywords = &[("title", Text), ("description", Text)];
const ACCESS: Keywords = &[("readOnly", Bool), ("writeOnly", Bool), ("examples", List)];
const CONTENT: Keywords = &[("contentMediaType", Text), ("contentEncoding", Text)];
const FORMAT: Keywords = &[("format", Text)];

/// The text of a document of json-schema.org, and the draft that it is of.
pub(super) fn document(url: &str) -> Option<String> {
    match json_schema_org(url)? {
        "schema" => Some(latest(Draft::D2020)),
        "draft-04/schema" => Some(classic(Draft::D4)),
        "draft-06/schema" => Some(classic(Draft::D6)),
        "draft-07/schema" => Some(classic(Draft::D7)),
        "draft/2019-09/schema" => Some(latest(Draft::D2019)),
        "draft/2020-12/schema" => Some(latest(Draft::D2020)),
        path => vocabulary(path),
    }
}

fn vocabulary(path: &str) -> Option<String> {
    let (draft, name) = match path.split_once("/meta/")? {
        ("draft/2019-09", name) => (Draft::D2019, name),
        ("draft/2020-12", name) => (Draft::D2020, name),
        _ => return None,
    };
    let keywords: &[Keywords] = match (name, draft) {
        ("core", _) => &[core(draft)],
        ("applicator", Draft::D2019) => &[
            APPLICATOR,
            APPLICATOR_6,
            APPLICATOR_7,
            ITEMS,
            UNEVALUATED,
            &[("dependentSchemas", Map)],
        ],
        ("applicator", _) => &[
            APPLICATOR,
            APPLICATOR_6,
            APPLICATOR_7,
            &[
                ("dependentSchemas", Map),
                ("prefixItems", Schemas),
                ("items", Schema),
            ],
        ],
        ("unevaluated", Draft::D2020) => &[UNEVALUATED],
        ("validation", _) => &[VALIDATION, VALIDATION_6, VALIDATION_2019],
        ("meta-data", _) => &[TITLES, ACCESS, &[("deprecated", Bool)]],
        ("format", Draft::D2019) | ("format-annotation" | "format-assertion", Draft::D2020) => {
            &[FORMAT]
        }
        ("content", _) => &[CONTENT, &[("contentSchema", Schema)]],
        _ => return None,
    };
    let folder = draft.url().trim_end_matches("schema");
    let mut writer = Writer::new(draft, &format!("{folder}meta/{name}"));
    writer.properties(keywords);
    Some(writer.finish())
}

const UNEVALUATED: Keywords = &[
    ("unevaluatedItems", Schema),
    ("unevaluatedProperties", Schema),
];

fn core(draft: Draft) -> Keywords {
    if draft == Draft::D2019 {
        &[
            ("$id", Rule::Format("id")),
            ("$schema", Format("uri")),
            ("$anchor", Anchor),
            ("$ref", Format("uri-reference")),
            ("$recursiveRef", Format("uri-reference")),
            ("$recursiveAnchor", Bool),
            ("$vocabulary", Rule::Vocabulary),
            ("$comment", Text),
            ("$defs", Map),
        ]
    } else {
        &[
            ("$id", Format("id")),
            ("$schema", Format("uri")),
            ("$ref", Format("uri-reference")),
            ("$anchor", Anchor),
            ("$dynamicRef", Format("uri-reference")),
            ("$dynamicAnchor", Anchor),
            ("$vocabulary", Rule::Vocabulary),
            ("$comment", Text),
            ("$defs", Map),
        ]
    }
}

/// Drafts 4 to 7 are one document each.
fn classic(draft: Draft) -> String {
    let mut writer = Writer::new(draft, draft.url());
    let mut keywords = vec![VALIDATION, APPLICATOR, ITEMS, OLD, TITLES, FORMAT];
    if draft == Draft::D4 {
        keywords.push(VALIDATION_4);
        keywords.push(&[
            ("id", Format("uriref")),
            ("$schema", Format("uri")),
            ("$ref", Text),
            ("default", Any),
        ]);
    } else {
        keywords.push(VALIDATION_6);
        keywords.push(APPLICATOR_6);
        keywords.push(&[
            ("$id", Format("uri-reference")),
            ("$schema", Format("uri")),
            ("$ref", Format("uri-reference")),
        ]);
    }
    if draft == Draft::D7 {
        keywords.extend([APPLICATOR_7, ACCESS, CONTENT]);
        keywords.push(&[("$comment", Text)]);
    }
    writer.properties(&keywords);
    if draft == Draft::D4 {
        let needs =
            r#","dependencies":{"exclusiveMaximum":["maximum"],"exclusiveMinimum":["minimum"]}"#;
        writer.text.push_str(needs);
    }
    writer.finish()
}

/// Drafts from 2019 on are made of vocabularies.
fn latest(draft: Draft) -> String {
    let mut writer = Writer::new(draft, draft.url());
    let names: &[&str] = match draft {
        Draft::D2019 => &[
            "core",
            "applicator",
            "validation",
            "meta-data",
            "format",
            "content",
        ],
        _ => &[
            "core",
            "applicator",
            "unevaluated",
            "validation",
            "meta-data",
            "format-annotation",
            "content",
        ],
    };
    let refs: Vec<String> = names
        .iter()
        .map(|name| format!(r#"{{"$ref":"meta/{name}"}}"#))
        .collect();
    writer
        .text
        .push_str(&format!(r#","allOf":[{}]"#, refs.join(",")));
    writer.properties(&[OLD]);
    if draft == Draft::D2020 {
        writer.text.pop();
        writer.text.push_str(concat!(
            r##","$recursiveAnchor":{"$ref":"meta/core#/$defs/anchorString"}"##,
            r##","$recursiveRef":{"$ref":"meta/core#/$defs/uriReferenceString"}}"##
        ));
    }
    writer.finish()
}

struct Writer {
    draft: Draft,
    text: String,
}

impl Writer {
    fn new(draft: Draft, url: &str) -> Self {
        let id = if draft == Draft::D4 { "id" } else { "$id" };
        let types = if draft == Draft::D4 {
            r#""object""#
        } else {
            r#"["object","boolean"]"#
        };
        let mut text = format!(
            r#"{{"$schema":"{}","{id}":"{url}","type":{types}"#,
            draft.url()
        );
        match draft {
            Draft::D2019 => text.push_str(r#","$recursiveAnchor":true"#),
            Draft::D2020 => text.push_str(r#","$dynamicAnchor":"meta""#),
            _ => {}
        }
        Self { draft, text }
    }

    fn properties(&mut self, lists: &[Keywords]) {
        self.text.push_str(r#","properties":{"#);
        let mut first = true;
        for (keyword, rule) in lists.iter().copied().flatten() {
            if !std::mem::take(&mut first) {
                self.text.push(',');
            }
            let rule = self.rule(*rule);
            self.text.push_str(&format!(r#""{keyword}":{rule}"#));
        }
        self.text.push('}');
    }

    fn finish(mut self) -> String {
        let definitions = self.definitions();
        self.text.push_str(&definitions);
        self.text.push('}');
        self.text
    }

    /// Whatever the rules refer to by name.
    fn definitions(&self) -> String {
        let schema = self.schema();
        let place = self.place();
        let some = if self.draft == Draft::D4 {
            r#","minItems":1"#
        } else {
            ""
        };
        let count0 = match self.draft >= Draft::D2019 {
            true => self.named("nonNegativeInteger"),
            false => format!(r#"{{"allOf":[{},{{}}]}}"#, self.named("nonNegativeInteger")),
        };
        format!(
            r##","{place}":{{"schemaArray":{{"type":"array","minItems":1,"items":{schema}}},
            "nonNegativeInteger":{{"type":"integer","minimum":0}},
            "nonNegativeIntegerDefault0":{count0},
            "simpleTypes":{{"enum":["array","boolean","integer","null","number","object","string"]}},
            "stringArray":{{"type":"array","items":{{"type":"string"}},"uniqueItems":true{some}}},
            "anchorString":{{"type":"string","pattern":"^[A-Za-z_][-A-Za-z0-9._]*$"}},
            "uriString":{{"type":"string","format":"uri"}},
            "uriReferenceString":{{"type":"string","format":"uri-reference"}}}}"##
        )
    }

    fn place(&self) -> &'static str {
        if self.draft >= Draft::D2019 {
            "$defs"
        } else {
            "definitions"
        }
    }

    fn named(&self, name: &str) -> String {
        format!(r##"{{"$ref":"#/{}/{name}"}}"##, self.place())
    }

    fn schema(&self) -> &'static str {
        match self.draft {
            Draft::D2019 => r##"{"$recursiveRef":"#"}"##,
            Draft::D2020 => r##"{"$dynamicRef":"#meta"}"##,
            _ => r##"{"$ref":"#"}"##,
        }
    }

    fn rule(&self, rule: Rule) -> String {
        let schema = self.schema();
        let fixed = match rule {
            Any => "{}",
            Bool => r#"{"type":"boolean"}"#,
            Text => r#"{"type":"string"}"#,
            Number => r#"{"type":"number"}"#,
            Multiple if self.draft == Draft::D4 => {
                r#"{"type":"number","minimum":0,"exclusiveMinimum":true}"#
            }
            Multiple => r#"{"type":"number","exclusiveMinimum":0}"#,
            Enum if self.draft >= Draft::D2019 => r#"{"type":"array"}"#,
            Enum => r#"{"type":"array","minItems":1,"uniqueItems":true}"#,
            List => r#"{"type":"array"}"#,
            Schema => schema,
            OrBool if self.draft != Draft::D4 => schema,
            Format(format) => return self.format(format),
            Anchor if self.draft == Draft::D2019 => {
                r#"{"type":"string","pattern":"^[A-Za-z][-A-Za-z0-9.:_]*$"}"#
            }
            Count => return self.named("nonNegativeInteger"),
            Count0 => return self.named("nonNegativeIntegerDefault0"),
            Strings => return self.named("stringArray"),
            Schemas => return self.named("schemaArray"),
            Anchor => return self.named("anchorString"),
            _ => return self.nested(rule),
        };
        fixed.to_owned()
    }

    /// The rules that hold others.
    fn nested(&self, rule: Rule) -> String {
        let schema = self.schema();
        match rule {
            OrBool => format!(r#"{{"anyOf":[{{"type":"boolean"}},{schema}]}}"#),
            Items => format!(r#"{{"anyOf":[{schema},{}]}}"#, self.named("schemaArray")),
            Type => {
                let simple = self.named("simpleTypes");
                format!(
                    r#"{{"anyOf":[{simple},{{"type":"array","items":{simple},"minItems":1,"uniqueItems":true}}]}}"#
                )
            }
            Patterns if self.draft >= Draft::D7 => format!(
                r#"{{"type":"object","additionalProperties":{schema},"propertyNames":{{"format":"regex"}}}}"#
            ),
            Rule::Dependencies => {
                let names = match self.draft >= Draft::D2019 {
                    true => r##"{"$ref":"meta/validation#/$defs/stringArray"}"##.to_owned(),
                    false => self.named("stringArray"),
                };
                format!(
                    r#"{{"type":"object","additionalProperties":{{"anyOf":[{schema},{names}]}}}}"#
                )
            }
            Rule::Required => format!(
                r#"{{"type":"object","additionalProperties":{}}}"#,
                self.named("stringArray")
            ),
            Rule::Vocabulary => self.vocabularies(),
            _ => format!(r#"{{"type":"object","additionalProperties":{schema}}}"#),
        }
    }

    fn vocabularies(&self) -> String {
        let names = match self.draft {
            Draft::D2019 => r#"{"type":"string","format":"uri"}"#.to_owned(),
            _ => self.named("uriString"),
        };
        format!(
            r#"{{"type":"object","propertyNames":{names},"additionalProperties":{{"type":"boolean"}}}}"#
        )
    }

    fn format(&self, format: &str) -> String {
        const NO_FRAGMENT: &str = "^[^#]*#?$";
        match (format, self.draft) {
            ("id", Draft::D2020) => {
                format!(r##"{{"$ref":"#/$defs/uriReferenceString","pattern":"{NO_FRAGMENT}"}}"##)
            }
            ("id", _) => {
                format!(r#"{{"type":"string","format":"uri-reference","pattern":"{NO_FRAGMENT}"}}"#)
            }
            ("uri", Draft::D2020) => self.named("uriString"),
            ("uri-reference", Draft::D2020) => self.named("uriReferenceString"),
            _ => format!(r#"{{"type":"string","format":"{format}"}}"#),
        }
    }
}
