//! Handlebars, strictly: every value goes through the helper of the language that it lands in,
//! an unknown name is an error, and so are partials, decorators and a bare `{{x}}`.

use super::artifact::Refusal;
use super::language;
use handlebars::template::{HelperTemplate, Parameter, TemplateElement};
use handlebars::{
    Context, Handlebars, Helper, HelperResult, Output, RenderContext, RenderError,
    RenderErrorReason, Renderable, Template,
};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

const LANGUAGES: [&str; 9] = [
    "toml",
    "yaml",
    "compose",
    "yaml_block",
    "sh",
    "hcl",
    "json",
    "line",
    "code",
];
const BLOCKS: [&str; 4] = ["if", "unless", "each", "with"];

/// The templates of one target.
pub struct Templates {
    target: &'static str,
    registry: Arc<Handlebars<'static>>,
}

/// A set of templates as it was written.
type Sources = Vec<(&'static str, &'static str)>;

/// What was compiled before: one program emits the same templates many times.
static COMPILED: Mutex<BTreeMap<Sources, Arc<Handlebars<'static>>>> = Mutex::new(BTreeMap::new());

impl Templates {
    /// Compiles templates, by name; one that breaks the rules is an error.
    pub fn new(
        target: &'static str,
        sources: &[(&'static str, &'static str)],
    ) -> Result<Templates, Refusal> {
        if let Some(registry) = COMPILED.lock().ok().and_then(|c| c.get(sources).cloned()) {
            return Ok(Templates { target, registry });
        }
        let registry = Arc::new(compiled(target, sources)?);
        if let Ok(mut known) = COMPILED.lock() {
            known.insert(sources.to_vec(), Arc::clone(&registry));
        }
        Ok(Templates { target, registry })
    }

    /// One template with its data.
    pub fn render(&self, name: &str, data: &Value) -> Result<String, Refusal> {
        self.registry.render(name, data).map_err(|error| {
            let reason = format!("template {name}: {error}");
            Refusal::new(self.target, reason, "mend the template or its data")
        })
    }
}

fn compiled(
    target: &'static str,
    sources: &[(&'static str, &'static str)],
) -> Result<Handlebars<'static>, Refusal> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.register_escape_fn(handlebars::no_escape);
    register(&mut registry);
    for (name, source) in sources {
        let wrong = |why: String| {
            Refusal::new(
                target,
                format!("template {name}: {why}"),
                "mend the template",
            )
        };
        let template = Template::compile(source).map_err(|error| wrong(error.to_string()))?;
        check(&template).map_err(wrong)?;
        registry.register_template(name, template);
    }
    Ok(registry)
}

/// Refuses everything that could put a value down without a language.
fn check(template: &Template) -> Result<(), String> {
    for element in &template.elements {
        match element {
            TemplateElement::RawString(_) | TemplateElement::Comment(_) => {}
            TemplateElement::Expression(helper) => {
                let name = helper_name(helper).unwrap_or("");
                if helper.params.is_empty() || !LANGUAGES.contains(&name) {
                    return Err(format!(
                        "`{{{{{name}}}}}` has no language: write {{{{toml {name}}}}}, yaml, sh, …"
                    ));
                }
            }
            TemplateElement::HelperBlock(helper) => {
                match helper_name(helper) {
                    Some(name) if BLOCKS.contains(&name) => {}
                    name => return Err(format!("there is no block `{}`", name.unwrap_or("?"))),
                }
                for inner in helper.template.iter().chain(&helper.inverse) {
                    check(inner)?;
                }
            }
            _ => return Err("only helpers of a language, if, unless, each and with".to_string()),
        }
    }
    Ok(())
}

fn helper_name(helper: &HelperTemplate) -> Option<&str> {
    match &helper.name {
        Parameter::Name(name) => Some(name),
        Parameter::Path(path) => match path {
            handlebars::Path::Relative((_, raw)) => Some(raw),
            handlebars::Path::Local((_, _, raw)) => Some(raw),
        },
        _ => None,
    }
}

/// `if`, for which an unknown name is an error and not false.
fn when<'reg, 'rc>(
    h: &Helper<'rc>,
    r: &'reg Handlebars<'reg>,
    context: &'rc Context,
    rc: &mut RenderContext<'reg, 'rc>,
    out: &mut dyn Output,
) -> HelperResult {
    choose(h, is_something(argument(h, 0)?), r, context, rc, out)
}

/// `unless`, likewise.
fn when_not<'reg, 'rc>(
    h: &Helper<'rc>,
    r: &'reg Handlebars<'reg>,
    context: &'rc Context,
    rc: &mut RenderContext<'reg, 'rc>,
    out: &mut dyn Output,
) -> HelperResult {
    choose(h, !is_something(argument(h, 0)?), r, context, rc, out)
}

fn choose<'reg, 'rc>(
    h: &Helper<'rc>,
    first: bool,
    r: &'reg Handlebars<'reg>,
    context: &'rc Context,
    rc: &mut RenderContext<'reg, 'rc>,
    out: &mut dyn Output,
) -> HelperResult {
    let chosen = match first {
        true => h.template(),
        false => h.inverse(),
    };
    match chosen {
        Some(template) => template.render(r, context, rc, out),
        None => Ok(()),
    }
}

fn is_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(yes) => *yes,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(entries) => !entries.is_empty(),
    }
}

type Written = fn(&Value) -> Result<String, &'static str>;

fn register(registry: &mut Handlebars<'static>) {
    registry.register_helper("if", Box::new(when));
    registry.register_helper("unless", Box::new(when_not));
    let simple: [(&str, Written); 8] = [
        ("toml", |v| not_null(v).map(language::toml)),
        ("yaml", |v| Ok(language::yaml(v))),
        ("compose", |v| Ok(language::compose(v))),
        ("json", |v| Ok(language::json(v))),
        ("hcl", |v| Ok(language::hcl(v))),
        ("sh", |v| text(v).map(language::sh)),
        ("line", |v| text(v).map(language::line)),
        ("code", |v| text(v).map(language::code)),
    ];
    for (name, write) in simple {
        registry.register_helper(
            name,
            Box::new(
                move |h: &Helper<'_>,
                      _: &Handlebars<'_>,
                      _: &handlebars::Context,
                      _: &mut RenderContext<'_, '_>,
                      out: &mut dyn Output|
                      -> HelperResult {
                    let written = write(argument(h, 0)?).map_err(refuse)?;
                    Ok(out.write(&written)?)
                },
            ),
        );
    }
    registry.register_helper(
        "yaml_block",
        Box::new(
            |h: &Helper<'_>,
             _: &Handlebars<'_>,
             _: &handlebars::Context,
             _: &mut RenderContext<'_, '_>,
             out: &mut dyn Output|
             -> HelperResult {
                let whole = text(argument(h, 0)?).map_err(refuse)?;
                let indent = argument(h, 1)?.as_u64().unwrap_or(0);
                let indent = usize::try_from(indent.min(80)).unwrap_or(0);
                Ok(out.write(&language::yaml_block(whole, indent))?)
            },
        ),
    );
}

fn argument<'a>(helper: &'a Helper<'_>, at: usize) -> Result<&'a Value, RenderError> {
    match helper.param(at) {
        Some(param) if !param.is_value_missing() => Ok(param.value()),
        Some(param) => {
            let name = param.relative_path().cloned();
            Err(RenderErrorReason::MissingVariable(name).into())
        }
        None => Err(refuse("a value is missing")),
    }
}

fn refuse(why: &'static str) -> RenderError {
    RenderErrorReason::Other(why.to_string()).into()
}

fn text(value: &Value) -> Result<&str, &'static str> {
    value.as_str().ok_or("the value is no string")
}

fn not_null(value: &Value) -> Result<&Value, &'static str> {
    match value {
        Value::Null => Err("TOML has no null"),
        value => Ok(value),
    }
}

#[cfg(test)]
mod tests {
    use super::Templates;
    use serde_json::json;

    #[test]
    fn bare_values_partials_and_unknown_names_are_refused() {
        for source in [
            "{{x}}",
            "{{{x}}}",
            "{{&x}}",
            "{{> x}}",
            "{{lookup a b}}",
            "{{#if a}}{{a}}{{/if}}",
        ] {
            assert!(
                Templates::new("test", &[("t", source)]).is_err(),
                "{source}"
            );
        }
        let templates = Templates::new(
            "test",
            &[
                ("t", "{{toml y}}"),
                ("u", "{{#each y}}{{sh this}}{{/each}}"),
                ("if", "{{#if y}}a{{else}}b{{/if}}"),
                ("unless", "{{#unless y.z}}a{{/unless}}"),
                ("with", "{{#with y}}a{{/with}}"),
            ],
        );
        let templates = templates.unwrap_or_else(|refusal| panic!("{refusal}"));
        assert!(templates.render("t", &json!({"x": 1})).is_err());
        for name in ["u", "if", "unless", "with"] {
            assert!(templates.render(name, &json!({"x": 1})).is_err(), "{name}");
        }
        assert!(templates.render("unless", &json!({"y": {}})).is_err());
        assert_eq!(
            templates.render("if", &json!({"y": []})).as_deref(),
            Ok("b")
        );
        assert_eq!(
            templates.render("if", &json!({"y": [0]})).as_deref(),
            Ok("a")
        );
        assert_eq!(
            templates.render("t", &json!({"y": "a\"b"})).as_deref(),
            Ok("\"a\\\"b\"")
        );
    }
}
