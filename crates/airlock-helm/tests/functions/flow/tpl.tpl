{{ tpl "{{ .a }}b" (dict "a" 1) }}
{{ tpl "" nil }}|
{{ tpl "{{" . }}
{{ tpl "{{ .x }}|" . }}
{{ tpl "{{ fail \"f\" }}" . }}
{{ define "t" }}T{{ . }}{{ end }}{{ tpl "{{ include \"t\" . }}" 1 }}
{{ tpl "{{ define \"u\" }}U{{ end }}{{ include \"u\" . }}" . }}
{{ $_ := tpl "{{ define \"u\" }}U{{ end }}" . }}{{ include "u" . }}
{{ tpl "{{ tpl \"{{ . }}\" . }}" "in" }}
{{ tpl "{{ nosuch }}" . }}
{{ tpl 1 . }}
{{ tpl "<no value>{{ .x }}" . }}|
{{ tpl "{{ $x }}" . }}
