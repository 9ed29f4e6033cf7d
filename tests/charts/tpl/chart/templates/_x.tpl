{{ define "tpl.name" }}named{{ end }}
