//! Charts: reading them from folders and archives, and what they hold once read.
//!
//! A loaded chart is never changed and can be shared by threads; what a release makes of it (its
//! enabled dependencies, its values) is in `dependencies` and `render`.

mod archive;
mod assemble;
mod decode;
mod directory;
mod files;
mod ignore;
mod load;
mod metadata;
pub(crate) mod path_match;
mod tar;
mod template_file;

pub(crate) use files::ChartFile;
pub use files::SourceFile;
pub use load::{Chart, LoadOptions};
pub use metadata::{Dependency, Maintainer, Metadata};
pub(crate) use template_file::TemplateFile;

/// Whether a rules file leaves a path out.
#[cfg(test)]
pub(crate) fn ignored_for_test(rules: &str, path: &str, is_dir: bool) -> Result<bool, String> {
    let rules = ignore::Rules::parse(rules)?.with_defaults();
    Ok(rules.ignores(path, is_dir))
}
