{{- define "lab" -}}
app: x
tier: {{ include "inner" . }}
{{- end -}}
{{- define "inner" }}front{{ end -}}
