{{- define "registry-mirror.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "registry-mirror.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "registry-mirror.labels" -}}
{{ include "registry-mirror.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "registry-mirror.tlsSecret" -}}
{{- .Values.tls.secretName | default (printf "%s-tls" (include "registry-mirror.name" .)) -}}
{{- end -}}

{{/* The configuration of one of the two servers: a dict of `root` and `push`. */}}
{{- define "registry-mirror.config" -}}
{{- $values := .root.Values -}}
version: 0.1
log:
  level: info
storage:
  filesystem:
    rootdirectory: /var/lib/registry
  {{- if and (not .push) (not $values.upstream) }}
  maintenance:
    readonly:
      enabled: true
    # The volume is mounted read-only too.
    uploadpurging:
      enabled: false
  {{- end }}
  {{- if .push }}
  delete:
    enabled: true
  {{- end }}
http:
  addr: ":{{ ternary $values.push.port $values.service.port .push }}"
  {{- if $values.tls.enabled }}
  tls:
    certificate: /tls/tls.crt
    key: /tls/tls.key
    minimumtls: tls1.2
  {{- end }}
{{- if .push }}
auth:
  htpasswd:
    realm: mirror
    path: /auth/htpasswd
{{- else if $values.upstream }}
proxy:
  remoteurl: {{ $values.upstream | quote }}
{{- end }}
health:
  storagedriver:
    enabled: true
{{- end -}}

{{/* One of the two servers: a dict of `root` and `push`. */}}
{{- define "registry-mirror.container" -}}
{{- $values := .root.Values -}}
{{- $name := ternary "push" "registry" .push -}}
- name: {{ $name }}
  image: "{{ $values.image.repository }}:{{ $values.image.tag | default .root.Chart.AppVersion }}{{ with $values.image.digest }}@{{ . }}{{ end }}"
  imagePullPolicy: {{ $values.image.pullPolicy }}
  args: ["serve", "/config/{{ $name }}.yml"]
  env:
    - name: OTEL_TRACES_EXPORTER
      value: none
  ports:
    - name: {{ $name }}
      containerPort: {{ ternary $values.push.port $values.service.port .push }}
  {{- range $probe := list "livenessProbe" "readinessProbe" }}
  {{ $probe }}:
    httpGet:
      path: /
      port: {{ $name }}
      scheme: {{ ternary "HTTPS" "HTTP" $values.tls.enabled }}
  {{- end }}
  securityContext:
    allowPrivilegeEscalation: false
    readOnlyRootFilesystem: true
    capabilities:
      drop: [ALL]
  {{- with $values.resources }}
  resources:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  volumeMounts:
    - name: config
      mountPath: /config
      readOnly: true
    - name: images
      mountPath: /var/lib/registry
      readOnly: {{ and (not .push) (not $values.upstream) }}
    {{- if $values.tls.enabled }}
    - name: tls
      mountPath: /tls
      readOnly: true
    {{- end }}
    {{- if .push }}
    - name: auth
      mountPath: /auth
      readOnly: true
    {{- end }}
{{- end -}}
