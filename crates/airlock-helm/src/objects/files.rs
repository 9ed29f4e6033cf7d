//! `.Files`: the chart's files that are neither templates nor values.

use std::any::Any;
use std::collections::BTreeMap;

use airlock_gotmpl::{FuncError, List, Map, Object, Shape, Sig, Str, Ty, Value};

use super::glob::Glob;
use crate::chart::Chart;
use crate::encoding::base64::encode64;
use crate::encoding::yaml::to_yaml;

/// `.Files`, or what its `Glob` gives.
pub(crate) struct Files {
    chart: Chart,
    /// The files that a pattern left, as indexes; `None` is all.
    chosen: Option<Vec<usize>>,
}

impl Files {
    /// All files of a chart.
    pub(crate) fn of(chart: &Chart) -> Self {
        Self {
            chart: chart.clone(),
            chosen: None,
        }
    }

    /// The file of that name; the last where there are several.
    fn get(&self, name: &[u8]) -> Option<Str> {
        let files = &self.chart.0.files;
        let at = files.iter().rposition(|f| f.name.as_bytes() == name)?;
        let is_chosen = self
            .chosen
            .as_ref()
            .is_none_or(|chosen| chosen.contains(&at));
        is_chosen.then(|| files[at].data())
    }

    fn sorted(&self) -> BTreeMap<&str, Str> {
        let files = &self.chart.0.files;
        let entry = |i: usize| files.get(i).map(|f| (f.name.as_str(), f.data()));
        match &self.chosen {
            None => (0..files.len()).filter_map(entry).collect(),
            Some(chosen) => chosen.iter().copied().filter_map(entry).collect(),
        }
    }

    fn glob(&self, pattern: &Str) -> Self {
        let pattern = pattern.as_text().and_then(Glob::compile);
        let glob = pattern.unwrap_or_else(Glob::everything);
        let files = &self.chart.0.files;
        let is_chosen = |i: &usize| self.chosen.as_ref().is_none_or(|c| c.contains(i));
        let matches = |i: &usize| files.get(*i).is_some_and(|f| glob.matches(&f.name));
        Self {
            chart: self.chart.clone(),
            chosen: Some((0..files.len()).filter(is_chosen).filter(matches).collect()),
        }
    }

    fn lines(&self, name: &[u8]) -> List {
        let Some(text) = self.get(name).filter(|text| !text.is_empty()) else {
            return List::strings(std::iter::empty::<Str>());
        };
        let text = text.strip_suffix(b"\n").unwrap_or(&text);
        List::strings(text.split(|b| *b == b'\n'))
    }

    /// The files by their base names, as a YAML table.
    fn table(&self, show: impl Fn(&Str) -> Str) -> Str {
        let map = Map::default();
        for (name, data) in self.sorted() {
            map.set(base_name(name), Value::Str(show(&data)));
        }
        let yaml = to_yaml(&Value::Map(map)).unwrap_or_default();
        Str::new(yaml.strip_suffix(b"\n").unwrap_or(&yaml))
    }
}

/// Go's `path.Base` of a file's path.
fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

impl Object for Files {
    fn type_name(&self) -> &'static str {
        "engine.files"
    }

    fn shape(&self) -> Shape {
        let entries = self.sorted().into_iter();
        let entries = entries.map(|(name, data)| (Str::from(name), Value::Bytes(data)));
        Shape::Map(Map::new(entries.collect()))
    }

    fn field(&self, name: &str) -> Option<Value> {
        self.get(name.as_bytes()).map(Value::Bytes)
    }

    fn method(&self, name: &str) -> Option<Sig> {
        match name {
            "Get" | "GetBytes" | "Glob" | "Lines" => Some(Sig::fixed(&[Ty::Str])),
            "AsConfig" | "AsSecrets" => Some(Sig::fixed(&[])),
            _ => None,
        }
    }

    fn cost(&self, name: &str, args: &[Value]) -> usize {
        let files = &self.chart.0.files;
        let pattern = match args.first() {
            Some(Value::Str(pattern)) => pattern.len() + 32,
            _ => 0,
        };
        match name {
            "Glob" => files.iter().map(|file| file.name.len() * pattern).sum(),
            "AsConfig" | "AsSecrets" => files.iter().map(|file| file.size()).sum(),
            _ => files.len(),
        }
    }

    fn call(&self, name: &str, args: &[Value]) -> Result<Value, FuncError> {
        let argument = match args.first() {
            Some(Value::Str(s)) => s.clone(),
            _ => Str::default(),
        };
        match name {
            "Get" => Ok(Value::Str(self.get(&argument).unwrap_or_default())),
            "GetBytes" => Ok(Value::Bytes(self.get(&argument).unwrap_or_default())),
            "Glob" => Ok(Value::object(self.glob(&argument))),
            "Lines" => Ok(Value::List(self.lines(&argument))),
            "AsConfig" => Ok(Value::Str(self.table(Str::clone))),
            "AsSecrets" => Ok(Value::Str(self.table(|data| Str::from(encode64(data))))),
            _ => Err(FuncError::new(format!("no method {name}"))),
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
