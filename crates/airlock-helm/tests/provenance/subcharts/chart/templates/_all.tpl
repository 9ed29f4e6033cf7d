{{- define "low.all" -}}
all: {{ tpl "{{ include \"deep\" . }}" . }}
{{- end -}}
{{- define "deep" }}deep{{ end }}
