//! Honest giants stay far from the limits that end hostile charts: a platform of a hundred subcharts
//! with ten thousand documents, and sixty certificates of one authority, each in half of what a
//! render may use up.

#![cfg(feature = "crypto")]
#![allow(clippy::unwrap_used, reason = "a test stops at what it cannot read")]

use std::cell::Cell;

use airlock_gotmpl::{Limits, World};
use airlock_helm::{
    Chart, PrintOptions, Release, RenderOptions, Rendered, SourceFile, UserValues, render,
};

const SUBCHARTS: usize = 100;
const DOCUMENTS: usize = 100;
const CERTIFICATES: usize = 60;

/// A clock that stands, and bytes that do not repeat themselves.
struct Counting(Cell<u64>);

impl World for Counting {
    fn now(&self) -> (i64, u32) {
        (1_767_323_045, 0)
    }

    fn random(&self, buffer: &mut [u8]) {
        for byte in buffer {
            let next = self.0.get().wrapping_mul(6_364_136_223_846_793_005);
            self.0.set(next.wrapping_add(1_442_695_040_888_963_407));
            *byte = (next >> 56) as u8;
        }
    }
}

fn file(name: &str, text: &str) -> SourceFile {
    SourceFile {
        name: name.to_owned(),
        data: text.as_bytes().to_vec().into(),
    }
}

fn chart_yaml(name: &str) -> String {
    format!("apiVersion: v2\nname: {name}\nversion: 1.2.3\n")
}

/// Renders within half of every limit.
fn within_half(files: Vec<SourceFile>) -> Rendered {
    let whole = Limits::default();
    let limits = Limits {
        steps: whole.steps / 2,
        bytes: whole.bytes / 2,
        total_bytes: whole.total_bytes / 2,
        work: whole.work / 2,
        keys: whole.keys / 2,
        ..whole
    };
    let options = RenderOptions {
        limits,
        ..RenderOptions::default()
    };
    let chart = Chart::from_files(files).unwrap();
    let (release, values) = (Release::new("rel"), UserValues::default());
    render(&chart, &release, &values, &Counting(Cell::new(7)), options).unwrap()
}

/// What charts usually say of names and labels.
const HELPERS: &str = r#"{{- define "app.fullname" -}}
{{- if .Values.fullnameOverride }}{{ .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else }}{{ printf "%s-%s" .Release.Name (default .Chart.Name .Values.nameOverride) | trunc 63 | trimSuffix "-" }}{{ end }}
{{- end -}}
{{- define "app.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/name: {{ include "app.fullname" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- with .Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end -}}
"#;

const DEPLOYMENT: &str = r#"---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "app.fullname" $ }}-{{ . }}
  labels:
    {{- include "app.labels" $ | nindent 4 }}
  annotations:
    checksum/config: {{ $.Values | toJson | sha256sum }}
spec:
  replicas: {{ $.Values.replicas | default 1 }}
  selector:
    matchLabels: { app: {{ . | quote }} }
  template:
    spec:
      containers:
        - name: app
          image: {{ printf "%s/%s:%s" $.Values.registry $.Chart.Name (default $.Chart.AppVersion $.Values.tag) }}
          env:
            {{- range $key, $value := $.Values.env }}
            - name: {{ $key | upper }}
              value: {{ tpl $value $ | quote }}
            {{- end }}
          resources:
            {{- toYaml $.Values.resources | nindent 12 }}
"#;

const VALUES: &str = "registry: registry.example.com\ntag: 1.0.0\nlabels: {team: platform, tier: backend}\n\
    env: {a: '{{ .Release.Name }}', b: plain, c: '{{ .Chart.Name | upper }}', d: x, e: z}\n\
    resources: {limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 100m, memory: 128Mi}}\n";

#[test]
fn a_platform_of_a_hundred_charts_needs_less_than_half_of_what_it_may_use_up() {
    let mut files = vec![file("Chart.yaml", &chart_yaml("platform"))];
    let body = format!("{{{{ range until {DOCUMENTS} }}}}{DEPLOYMENT}{{{{ end }}}}");
    for at in 0..SUBCHARTS {
        let inside = |name: &str| format!("charts/app{at}/{name}");
        files.push(file(
            &inside("Chart.yaml"),
            &chart_yaml(&format!("app{at}")),
        ));
        files.push(file(&inside("values.yaml"), VALUES));
        files.push(file(&inside("templates/_helpers.tpl"), HELPERS));
        files.push(file(&inside("templates/deployments.yaml"), &body));
    }
    let rendered = within_half(files);
    let count = rendered.documents(&PrintOptions::default()).count();
    assert_eq!(count, SUBCHARTS * DOCUMENTS);
}

#[test]
fn sixty_certificates_need_less_than_half_of_the_keys_that_a_render_may_make() {
    let body = format!(
        "{{{{ $ca := genCA \"root\" 365 }}}}{{{{ range until {CERTIFICATES} }}}}\
         {{{{ $cert := genSignedCert (printf \"svc-%d\" .) nil (list \"svc.example.com\") 365 $ca }}}}\
         ---\nkind: Secret\nmetadata: {{name: tls-{{{{ . }}}}}}\ndata: {{tls.crt: {{{{ $cert.Cert | b64enc }}}}}}\n{{{{ end }}}}"
    );
    let rendered = within_half(vec![
        file("Chart.yaml", &chart_yaml("certificates")),
        file("templates/secrets.yaml", &body),
    ]);
    let count = rendered.documents(&PrintOptions::default()).count();
    assert_eq!(count, CERTIFICATES);
}
