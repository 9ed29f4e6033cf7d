{{- define "fail" }}{{ fail "on purpose: with a colon" }}{{ end }}
{{- define "fail-multiline" }}{{ printf "\nline one\n  line two\n" | fail }}{{ end }}
{{- define "required-blank" }}{{ required "blank is refused" .Values.blank }}{{ end }}
{{- define "required-nil" }}{{ required (printf "%s is refused" "nil") .Values.none }}{{ end }}
{{- define "nested" }}
{{ include "middle" . }}
{{- end }}
{{- define "middle" }}{{ with .Values }}{{ include "fail" $ }}{{ end }}{{ end }}
{{- define "nil-pointer" }}{{ .Values.none.deeper }}{{ end }}
{{- define "field-of-string" }}{{ .Values.present.deeper }}{{ end }}
{{- define "unknown-template" }}{{ template "fail" .x }}{{ include "no-such" . }}{{ end }}
{{- define "no-such-include" }}{{ include "no-such" . }}{{ end }}
{{- define "wrong-type" }}{{ upper 5 }}{{ end }}
{{- define "wrong-count" }}{{ upper "a" "b" }}{{ end }}
{{- define "nil-to-string" }}{{ upper .Values.none }}{{ end }}
{{- define "range-over-string" }}{{ range "text" }}{{ . }}{{ end }}{{ end }}
{{- define "index-range" }}{{ index (list 1) 5 }}{{ end }}
{{- define "eq-types" }}{{ eq 1 "1" }}{{ end }}
{{- define "eq-maps" }}{{ eq (dict) (dict) }}{{ end }}
{{- define "lt-types" }}{{ lt 1 "1" }}{{ end }}
{{- define "method-args" }}{{ .Files.Get }}{{ end }}
{{- define "not-a-function" }}{{ .Values.present "arg" }}{{ end }}
{{- define "nil-command" }}{{ nil }}{{ end }}
{{- define "bad-set" }}{{ set "x" "y" "z" }}{{ end }}
{{- define "dict-key" }}{{ get (dict) 5 }}{{ end }}
{{- define "first-of-string" }}{{ first "x" }}{{ end }}
{{- define "must-date" }}{{ mustToDate "2006" "x" }}{{ end }}
{{- define "bad-regex" }}{{ regexMatch "(" "x" }}{{ end }}
{{- define "bad-regex-must" }}{{ mustRegexMatch "(" "x" }}{{ end }}
{{- define "bad-semver" }}{{ semver "not" }}{{ end }}
{{- define "bad-constraint" }}{{ semverCompare "not" "1.0.0" }}{{ end }}
{{- define "bad-url" }}{{ urlParse "://x" }}{{ end }}
{{- define "undefined-block" }}{{ template "nowhere" . }}{{ end }}
{{- define "break" }}{{ range until 5 }}{{ if eq . 3 }}{{ break }}{{ end }}{{ . }}{{ end }}{{ end }}
{{- define "must-json" }}{{ mustFromJson "{" }}{{ end }}
{{- define "chunk-zero" }}{{ chunk 0 (list 1) }}{{ end }}
{{- define "dig-through-scalar" }}{{ dig "present" "x" "default" .Values }}{{ end }}
{{- define "to-json-of-function" }}{{ toJson .Files.Get }}{{ end }}
{{- define "call" }}{{ call .Files.Get "x" }}{{ end }}
{{- define "slice-range" }}{{ slice "abc" 2 9 }}{{ end }}
{{- define "len-int" }}{{ len 3 }}{{ end }}
