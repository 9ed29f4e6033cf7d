{{- define "registry-mirror.name" -}}
{{- printf "%s-mirror" .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "registry-mirror.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}
