{{ define "who" }}kid{{ end }}
{{ define "blank" }}not blank{{ end }}
