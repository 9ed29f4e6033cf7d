{{ define "who" }}_d{{ end }}
{{ define "blank" }}   {{ end }}
