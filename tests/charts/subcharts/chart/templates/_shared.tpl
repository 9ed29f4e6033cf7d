{{- define "shared" -}}parent's shared in {{ .Chart.Name }}{{- end -}}
