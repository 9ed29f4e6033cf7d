{{ define "t" }}[{{ . }}]{{ end }}{{ include "t" "x" | upper }}
{{ include "missing" . }}
{{ define "t" }}{{ fail "inner" }}{{ end }}{{ include "t" . }}
{{ define "a" }}{{ include "b" . }}{{ end }}{{ define "b" }}{{ required "m" nil }}{{ end }}{{ include "a" . }}
{{ define "t" }}{{ .x }}{{ end }}{{ include "t" (dict) }}|
{{ include 1 . }}
{{ define "t" }}{{ . }}{{ end }}{{ include "t" nil }}|
{{ define "r" }}{{ if gt . 0 }}{{ . }} {{ include "r" (sub . 1 | int) }}{{ end }}{{ end }}{{ include "r" 5 }}
