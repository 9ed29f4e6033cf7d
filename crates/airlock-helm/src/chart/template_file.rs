//! A template of a chart, parsed at most once for each name that it is known by.

use std::sync::{Arc, OnceLock};

use airlock_gotmpl::{Error, Functions, Str, Template};

/// A template's file and, once somebody needed it, its syntax tree.
#[derive(Debug, Default)]
pub(crate) struct TemplateFile {
    /// The path inside its chart.
    pub(crate) name: String,
    /// The text.
    pub(crate) source: Str,
    parsed: OnceLock<Parsed>,
}

struct Parsed {
    full_name: String,
    template: Arc<Template>,
}

impl std::fmt::Debug for Parsed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.full_name)
    }
}

impl TemplateFile {
    pub(crate) fn new(name: String, source: Str) -> Self {
        Self {
            name,
            source,
            parsed: OnceLock::new(),
        }
    }

    /// Whether the template was parsed under any name.
    pub(crate) fn is_parsed(&self) -> bool {
        self.parsed.get().is_some()
    }

    /// Whether the template was parsed under this name.
    pub(crate) fn is_parsed_as(&self, full_name: &str) -> bool {
        let parsed = self.parsed.get();
        parsed.is_some_and(|parsed| parsed.full_name == full_name)
    }

    /// The template under its full name. A chart under a second alias is parsed again, since the
    /// name is part of the syntax tree.
    pub(crate) fn parse(
        &self,
        full_name: &str,
        functions: &Functions,
    ) -> Result<Arc<Template>, Error> {
        if let Some(parsed) = self.parsed.get()
            && parsed.full_name == full_name
        {
            return Ok(Arc::clone(&parsed.template));
        }
        let template = Arc::new(Template::parse(full_name, self.source.clone(), functions)?);
        let parsed = Parsed {
            full_name: full_name.to_owned(),
            template: Arc::clone(&template),
        };
        // A failure to set means that another thread, or another alias, was first.
        let _ = self.parsed.set(parsed);
        Ok(template)
    }
}
