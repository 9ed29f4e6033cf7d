//! Rendering: from a chart, a release and values to documents, as `helm template` does it.
//!
//! One render is one sequence: its templates run one after the other and see what the ones before
//! wrote into their values. Only parsing goes on beside it, and the documents that come out are
//! checked side by side.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use std::thread;

use airlock_gotmpl::value::{ANY_MAP, Entries};
use airlock_gotmpl::{
    Functions, Limits, Machine, Map, MissingKey, Namespace, Options, Str, Value, World,
};

use crate::beside::{Beside, Hand, depth};
use crate::chart::{Chart, ChartFile, TemplateFile};
use crate::coalescing::coalesce_values;
use crate::compat::Compat;
use crate::dependencies::{Graph, NodeId, ROOT, check_present, is_compatible};
use crate::error::{Error, Result};
use crate::objects::{Capabilities, Files, chart_map, chart_struct};
use crate::release::Release;
use crate::remember::{Asked, Given, Memory, Past, Recall, Told};
use crate::rendered::{Rendered, RenderedFile};
use crate::schema::check_values;
use crate::sort::sort_documents;
use crate::template_error::{execution_error, parse_error};
use crate::values::UserValues;
use crate::values::typed::{self, values_type};

/// How to render.
#[derive(Clone, Copy, Default)]
pub struct RenderOptions<'o> {
    /// The functions that templates have; Helm's where this is `None`.
    pub functions: Option<&'o Functions>,
    /// Which Helm's behaviour is wanted.
    pub compat: Compat,
    /// Whether to record where each line came from.
    pub provenance: bool,
    /// Whether values are left unchecked where a chart has a `values.schema.json`.
    pub skip_schema_validation: bool,
    /// What a render may use up.
    pub limits: Limits,
    /// Whether this is the only render of the chart, so that nothing is kept for the next: templates
    /// that would read the same as in the last render are not run again otherwise, and the chart holds
    /// what they wrote.
    pub once: bool,
}

impl RenderOptions<'_> {
    /// Whether templates can be known to do the same again. Functions of the caller's may do anything,
    /// and in Helm 3 `.Chart` is no map.
    fn remembers(&self) -> bool {
        !self.once && self.functions.is_none() && !self.compat.is_helm3()
    }
}

/// How much room the output of a template has at first, where the template is as long: most write
/// about as much as they are.
const FIRST_OUTPUT: usize = 16 << 10;

/// Every function that one Helm gives to templates.
pub fn helm_functions(compat: Compat) -> &'static Functions {
    static HELM_4: OnceLock<Functions> = OnceLock::new();
    static HELM_3: OnceLock<Functions> = OnceLock::new();
    let functions = match compat {
        Compat::Helm4 => &HELM_4,
        Compat::Helm3 => &HELM_3,
    };
    functions.get_or_init(|| crate::functions::table(compat))
}

/// Renders a chart. The world is asked for the clock, randomness and names; nothing else is.
pub fn render(
    chart: &Chart,
    release: &Release,
    values: &UserValues,
    world: &dyn World,
    options: RenderOptions<'_>,
) -> Result<Rendered> {
    check_installable(chart)?;
    let compat = options.compat;
    check_present(chart, compat)?;
    release.check_name(compat)?;
    let mut graph = Graph::new(chart, compat);
    let values = values.0.map();
    graph.process(&values).map_err(|e| match compat {
        Compat::Helm4 => e.context("chart dependencies processing failed"),
        Compat::Helm3 => e,
    })?;
    let memory = options.remembers().then_some(&chart.0.memory);
    let past = memory.and_then(Memory::past);
    let beside = Beside::new(functions_of(options), compat);
    let run = thread::scope(|scope| {
        let mut hand = Hand::new(&beside, scope);
        hand.parse_ahead(&graph);
        let given = (world, options, past.as_deref());
        let told = render_graph(&mut graph, release, &values, given, &mut hand)?;
        hand.finish();
        Ok(told)
    });
    check_read(&graph)?;
    let (told, checked) = (run?, beside.checked());
    if let (Some(memory), Some(told)) = (memory, told) {
        memory.keep(told, &checked);
    }
    let documents = checked.into_iter().flat_map(|file| file.documents);
    let documents = documents.collect::<Result<_>>()?;
    let (crds, warnings) = (crds(&graph), std::mem::take(&mut graph.warnings));
    Ok(sort_documents(documents, crds, compat, warnings))
}

fn functions_of(options: RenderOptions<'_>) -> &Functions {
    let own = || helm_functions(options.compat);
    options.functions.unwrap_or_else(own)
}

/// The values of every chart, then the templates of all.
fn render_graph(
    graph: &mut Graph,
    release: &Release,
    values: &Map,
    (world, options, past): (&dyn World, RenderOptions<'_>, Option<&Past>),
    hand: &mut Hand<'_, '_, '_>,
) -> Result<Option<Told>> {
    let values = coalesce_values(graph, ROOT, values)?;
    if !options.skip_schema_validation {
        check_values(graph, &values)?;
    }
    check_kube_version(&graph.node(ROOT).chart, release, options.compat)?;
    let plan = Plan::new(graph, release, values);
    let recall = options
        .remembers()
        .then(|| plan.recall(release, options, past));
    plan.run(world, options, recall, hand)
}

fn check_installable(chart: &Chart) -> Result<()> {
    match chart.0.metadata.kind.as_str() {
        "" | "application" => Ok(()),
        kind => Err(Error::chart(format!("{kind} charts are not installable"))
            .remedy("render a chart that depends on this one")),
    }
}

fn check_kube_version(chart: &Chart, release: &Release, compat: Compat) -> Result<()> {
    let wanted = &chart.0.metadata.kube_version;
    let version = &release.kube_version;
    if wanted.is_empty() || is_compatible(wanted, &version.normalized) {
        return Ok(());
    }
    let version = match compat {
        Compat::Helm4 => &version.version,
        Compat::Helm3 => &version.normalized,
    };
    Err(Error::release(format!(
        "chart requires kubeVersion: {wanted} which is incompatible with Kubernetes {version}"
    ))
    .remedy("render for another version with --kube-version"))
}

/// Whether every file that a template asked for could be read.
fn check_read(graph: &Graph) -> Result<()> {
    let mut nodes = graph.downwards().into_iter();
    let trouble = nodes.find_map(|id| {
        let files = &graph.node(id).chart.0.files;
        files.iter().find_map(ChartFile::trouble).map(str::to_owned)
    });
    match trouble {
        Some(why) => {
            Err(Error::chart(why).remedy("leave the chart's folder alone until it is rendered"))
        }
        None => Ok(()),
    }
}

/// The files in `crds/` of a chart and of all below it.
fn crds(graph: &Graph) -> Vec<Arc<RenderedFile>> {
    let mut files = Vec::new();
    for id in graph.downwards() {
        let path = graph.full_path(id);
        for file in &graph.node(id).chart.0.files {
            if file.name.starts_with("crds/") && is_manifest(&file.name) {
                let path = format!("{path}/{}", file.name);
                files.push(Arc::new(RenderedFile::crd(path, file.data())));
            }
        }
    }
    files
}

fn is_manifest(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    let extension = base.rsplit_once('.').map_or("", |(_, e)| e);
    ["yaml", "yml", "json"]
        .iter()
        .any(|e| extension.eq_ignore_ascii_case(e))
}

/// Everything that is to be run, by full name.
struct Plan<'g> {
    templates: BTreeMap<String, Planned<'g>>,
    /// What the templates of each chart are given, and the chart.
    charts: Vec<(Map, &'g Chart)>,
    /// `Name`, `BasePath` and `Template`, which every template is given.
    keys: [Str; 3],
}

struct Planned<'g> {
    file: &'g TemplateFile,
    /// The place of its chart among the plan's.
    chart: usize,
    data: Map,
    base_path: Value,
}

impl<'g> Plan<'g> {
    fn new(graph: &'g Graph, release: &Release, values: Map) -> Self {
        let capabilities =
            Capabilities::new(&release.kube_version, &release.api_versions, graph.compat);
        let mut planner = Planner {
            graph,
            release: Value::Map(release.object()),
            capabilities: Value::object(capabilities),
            templates: BTreeMap::new(),
            charts: Vec::new(),
        };
        planner.chart(ROOT, values);
        Self {
            templates: planner.templates,
            charts: planner.charts,
            keys: ["Name", "BasePath", "Template"].map(Str::from),
        }
    }

    /// The names in Helm's order: the deepest first, then backwards.
    fn order(&self) -> Vec<&String> {
        let mut names: Vec<(usize, &String)> = self
            .templates
            .keys()
            .map(|name| (depth(name), name))
            .collect();
        names.sort_by(|a, b| b.cmp(a));
        names.into_iter().map(|(_, name)| name).collect()
    }

    /// What is remembered of the last render, and for the next one.
    fn recall<'p>(
        &self,
        release: &Release,
        options: RenderOptions<'_>,
        past: Option<&'p Past>,
    ) -> Recall<'p> {
        let mut given = Given::new(release, options.limits, options.provenance);
        let charts = self.charts.iter();
        given.charts = charts
            .map(|(_, chart)| Arc::as_ptr(&chart.0).addr())
            .collect();
        let templates = self.templates.iter();
        given.templates = templates
            .map(|(name, p)| (name.clone(), std::ptr::from_ref(p.file).addr(), p.chart))
            .collect();
        let roots: Vec<&Map> = self.charts.iter().map(|(data, _)| data).collect();
        let [_, _, own_key] = &self.keys;
        Recall::new(given, past, &roots, own_key)
    }

    /// Parses everything, then runs everything but partials and what would do the same again.
    fn run(
        &self,
        world: &dyn World,
        options: RenderOptions<'_>,
        mut recall: Option<Recall<'_>>,
        hand: &mut Hand<'_, '_, '_>,
    ) -> Result<Option<Told>> {
        let functions = functions_of(options);
        let order = self.order();
        let namespace = self.parse(&order, functions)?;
        hand.parsed();
        let machine_options = Options {
            missing_key: MissingKey::Zero,
            limits: options.limits,
            trace: options.provenance,
        };
        let asked = Asked::new(world);
        let mut machine = Machine::new(&namespace, functions, &asked, machine_options);
        for name in order {
            let base = name.rsplit('/').next().unwrap_or(name);
            if base.starts_with('_') {
                continue;
            }
            let planned = &self.templates[name];
            self.give_own(name, planned, options.compat);
            if let Some(kept) = recall.as_mut().and_then(|recall| recall.again(name)) {
                hand.keep(&kept.file, &kept.documents);
                continue;
            }
            if let Some(recall) = &recall {
                recall.begin(&asked);
            }
            let file = execute(&mut machine, name, planned, options.compat)?;
            if let Some(recall) = &mut recall {
                recall.end(name, &asked);
            }
            hand.check(file);
        }
        Ok(recall.map(Recall::finish))
    }

    fn parse(&self, order: &[&String], functions: &Functions) -> Result<Namespace> {
        let mut namespace = Namespace::new();
        for name in order {
            let file = self.templates[*name].file;
            let template = file
                .parse(name, functions)
                .map_err(|e| parse_error(name, &e))?;
            namespace.add(&template);
        }
        Ok(namespace)
    }

    /// Gives a template what is its own: `.Template`.
    fn give_own(&self, name: &str, planned: &Planned<'_>, compat: Compat) {
        let base_path = planned.base_path.clone();
        let [name_key, base_path_key, template_key] = &self.keys;
        let mut entries = Entries::with_capacity(2);
        entries.insert(base_path_key.clone(), base_path);
        entries.insert(name_key.clone(), Value::str(name));
        let template = Map::typed(values_type(compat), entries);
        planned.data.set(template_key.clone(), Value::Map(template));
    }
}

fn execute(
    machine: &mut Machine<'_>,
    name: &str,
    planned: &Planned<'_>,
    compat: Compat,
) -> Result<RenderedFile> {
    let mut output = Vec::with_capacity(planned.file.source.len().min(FIRST_OUTPUT));
    let data = Value::Map(planned.data.retyped(values_type(compat)));
    machine
        .execute(name, &data, &mut output)
        .map_err(|e| execution_error(name, &e, compat))?;
    let trace = machine.trace();
    Ok(RenderedFile::new(
        name.to_owned(),
        output,
        trace,
        planned.file.source.clone(),
    ))
}

struct Planner<'g> {
    graph: &'g Graph,
    release: Value,
    capabilities: Value,
    templates: BTreeMap<String, Planned<'g>>,
    charts: Vec<(Map, &'g Chart)>,
}

impl<'g> Planner<'g> {
    /// Plans a chart and all below it; gives what its parent sees under `.Subcharts`.
    fn chart(&mut self, id: NodeId, values: Map) -> Map {
        let graph = self.graph;
        let node = graph.node(id);
        let is_root = node.parent.is_none();
        let subcharts = Map::default();
        let (metadata, meta) = (&node.chart.0.metadata, node.meta.borrow());
        let chart = match graph.compat {
            Compat::Helm4 => Value::Map(chart_map(metadata, &meta, is_root)),
            Compat::Helm3 => chart_struct(metadata, &meta, is_root),
        };
        let (place, data) = (self.charts.len(), Map::default());
        self.charts.push((data.clone(), &node.chart));
        data.set("Chart", chart);
        data.set("Files", Value::object(Files::of(&node.chart)));
        data.set("Release", self.release.clone());
        data.set("Capabilities", self.capabilities.clone());
        data.set(
            "Values",
            Value::Map(values.retyped(values_type(graph.compat))),
        );
        data.set("Subcharts", Value::Map(subcharts.clone()));
        for child in &node.dependencies {
            let name = graph.name(*child);
            let own = typed::table(&values, &name).unwrap_or_default();
            let planned = crate::stack::deep(|| self.chart(*child, own));
            subcharts.set(name, Value::Map(planned.retyped(&ANY_MAP)));
        }
        self.templates_of(id, (place, &data));
        data
    }

    fn templates_of(&mut self, id: NodeId, (chart, data): (usize, &Map)) {
        let node = self.graph.node(id);
        let path = self.graph.full_path(id);
        let is_library = node.chart.0.metadata.is_library();
        let graph = self.graph;
        let base_path = Value::str(format!("{path}/templates"));
        for file in &graph.node(id).chart.0.templates {
            let base = file.name.rsplit('/').next().unwrap_or(&file.name);
            if is_library && !base.starts_with('_') {
                continue;
            }
            let planned = Planned {
                file,
                chart,
                data: data.clone(),
                base_path: base_path.clone(),
            };
            self.templates
                .insert(format!("{path}/{}", file.name), planned);
        }
    }
}
