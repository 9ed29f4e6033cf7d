{{- define "shared" -}}first's shared in {{ .Chart.Name }}{{- end -}}
