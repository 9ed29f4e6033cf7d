//! A ClusterClass's patch for kubeadm: the mirror's host and further registries are variables of
//! each cluster. The plan is made for a stand-in host, whose place the variable then takes; what
//! the templating would read is kept from it.

use super::artifact::{Artifact, Refusal, Role};
use super::capi::{self, CapiFile, Machine, Object};
use super::containerd::CERTS;
use super::credentials::From;
use super::plan::{Endpoint, Last, Place, Plan, UpstreamPlan};
use super::template::Templates;
use super::{Choice, Guide, Target, TargetOptions, Variant, hosts, kubeadm, kubelet, loopback};
use airlock_lock::mirror::Address;
use serde_json::{Value, json};

const CLASS: &str = include_str!("../../templates/kubeadm-clusterclass/clusterclass.yaml.hbs");
const FILE: &str = include_str!("../../templates/kubeadm-clusterclass/file.yaml.hbs");
const FURTHER: &str = include_str!("../../templates/kubeadm-clusterclass/further.sh.hbs");
const GUIDE: &str = include_str!("../../templates/kubeadm-clusterclass/guide.md.hbs");

/// What stands for the variables until their names take the place.
const MIRROR: &str = "airlock-image-registry";
const REGISTRY: &str = "airlock-further-registry";
const SERVER: &str = "airlock-further-server";

const SCRIPT: &str = "/etc/airlock/further-registries.sh";

/// A ClusterClass's patch with variables.
pub struct ClusterClass;

impl Target for ClusterClass {
    fn name(&self) -> &'static str {
        "kubeadm-clusterclass"
    }

    fn reads(&self) -> &'static [Choice] {
        &[Choice::Api, Choice::Namespace, Choice::Name]
    }

    fn guide(&self, _: &TargetOptions) -> Guide {
        Guide::plain(GUIDE)
    }

    fn variants(&self) -> &'static [Variant] {
        const { &[Variant::api("v1beta1")] }
    }

    fn emit(&self, plan: &Plan, options: &TargetOptions) -> Result<Vec<Artifact>, Refusal> {
        let api = capi::api(self.name(), options.api.as_deref())?;
        loopback::refuse(self.name(), plan)?;
        let mirror = one_mirror(self.name(), plan)?;
        let templates = Templates::new(
            self.name(),
            &[("class", CLASS), ("file", FILE), ("further", FURTHER)],
        )?;
        let (machine, mut artifacts) = capi::fitted(
            self.name(),
            machine(self.name(), plan, mirror, &templates).map_err(|r| named(r, mirror))?,
            options,
        )?;
        let data = json!({
            "class_api": format!("cluster.x-k8s.io/{api}"), "name": capi::name(options),
            "namespace": options.namespace.as_deref().unwrap_or(""),
            "mirror": mirror.address.authority(), "further": further(plan).is_some(),
            "enabled": "{{ if .imageRegistry }}true{{ end }}",
            "objects": objects(api, &templates, &machine)?,
        });
        let text = templates.render("class", &data)?;
        artifacts.push(Artifact::new("clusterclass.yaml", text).told(
            "A ClusterClass's variables and the patch that they steer.",
            "merge its variables and patches into your ClusterClass, then kubectl apply it",
            "clusters of the class roll all nodes, unless their imageRegistry is empty",
        ));
        Ok(artifacts)
    }
}

fn one_mirror<'p>(target: &'static str, plan: &'p Plan) -> Result<&'p Endpoint, Refusal> {
    match plan.mirrors().as_slice() {
        [mirror] => Ok(mirror),
        _ => Err(Refusal::new(
            target,
            "the variable imageRegistry stands for one mirror, and the profile has several",
            "use the target kubeadm, or a profile with one `address`",
        )),
    }
}

/// The kubeadm machine of the plan with stand-ins, and the script for further registries.
fn machine(
    target: &'static str,
    plan: &Plan,
    mirror: &Endpoint,
    templates: &Templates,
) -> Result<Machine, Refusal> {
    let mut stood = plan.clone();
    for upstream in &mut stood.upstreams {
        if matches!(upstream.place, Place::OwnHost(_)) {
            upstream.place = Place::OwnHost(MIRROR.to_string());
        }
        for endpoint in &mut upstream.endpoints {
            endpoint.address = stand_in(&mirror.address, MIRROR);
        }
    }
    let mut machine = kubeadm::machine(target, &stood)?;
    let (rest, _) = kubelet::split(target, &stood)?;
    if let Some(further) = further(&rest) {
        let mut one = rest;
        one.upstreams = vec![further];
        one.ca = None;
        let text = hosts::tree(target, &one, From::Objects)?.pop();
        let data = json!({ "certs": CERTS, "text": text.map_or(String::new(), |f| f.text) });
        let script = templates.render("further", &data)?;
        machine.files.push(CapiFile::new(SCRIPT, script, true));
        let command = capi::running(SCRIPT, plan.fallback);
        machine.commands.insert(0, command);
    }
    Ok(machine)
}

/// What is refused has the mirror's name, and not what stands for it.
fn named(mut refusal: Refusal, mirror: &Endpoint) -> Refusal {
    refusal.reason = refusal.reason.replace(MIRROR, &mirror.address.authority());
    refusal
}

fn stand_in(address: &Address, host: &str) -> Address {
    Address {
        scheme: address.scheme,
        host: host.to_string(),
        port: None,
    }
}

/// What nodes do for a registry that a cluster adds, where the mapping says where it is: at the
/// same path, or below its own name.
fn further(plan: &Plan) -> Option<UpstreamPlan> {
    let named = |u: &&UpstreamPlan| matches!(u.place, Place::Registry(_));
    let known: Vec<&UpstreamPlan> = plan.upstreams.iter().filter(named).collect();
    let each = |prefix: &dyn Fn(&UpstreamPlan) -> String| {
        let fits = |u: &&UpstreamPlan| u.endpoints.iter().all(|e| e.prefix == prefix(u));
        known.iter().all(fits)
    };
    let prefix = match (
        each(&|_| String::new()),
        each(&|u| u.place.name().to_string()),
    ) {
        (true, _) => "",
        (_, true) => REGISTRY,
        _ => return None,
    };
    let mut further = (*known.first()?).clone();
    further.place = Place::Registry(REGISTRY.to_string());
    for endpoint in &mut further.endpoints {
        endpoint.prefix = prefix.to_string();
    }
    if let Last::Upstream(address) = &further.last {
        further.last = Last::Upstream(stand_in(address, SERVER));
    }
    Some(further)
}

/// A file as the patch's template: only the stand-ins are templated.
fn template(templates: &Templates, file: &CapiFile) -> Result<String, Refusal> {
    let text = templates.render("file", &file.data())?;
    Ok(text
        .replace("{{", "{{ \"{{\" }}")
        .replace(MIRROR, "{{ $.imageRegistry }}")
        .replace(
            "airlock-further-begin",
            "{{ range .additionalMirroredRegistries }}",
        )
        .replace("airlock-further-end", "{{ end }}")
        .replace(
            SERVER,
            "{{ if eq . \"docker.io\" }}registry-1.docker.io{{ else }}{{ . }}{{ end }}",
        )
        .replace(REGISTRY, "{{ . }}"))
}

/// The two kinds of templates with what is added to each: commands last first, as each is put
/// before what is there.
fn objects(api: &str, templates: &Templates, machine: &Machine) -> Result<Vec<Value>, Refusal> {
    let mut texts = Vec::new();
    for file in &machine.files {
        texts.push(template(templates, file)?);
    }
    let object = |object: &Object| {
        let path = object.pointer();
        let file = |text| json!({ "path": format!("{path}/files/-"), "template": text });
        let command =
            |text| json!({ "path": format!("{path}/preKubeadmCommands/0"), "value": text });
        json!({
            "api": object.api(api), "kind": object.kind, "workers": object.role == Role::Worker,
            "files": texts.iter().map(file).collect::<Vec<_>>(),
            "commands": machine.commands.iter().rev().map(command).collect::<Vec<_>>(),
        })
    };
    let templated = |object: &&Object| object.kind.ends_with("Template");
    Ok(kubeadm::OBJECTS
        .iter()
        .filter(templated)
        .map(object)
        .collect())
}
