{{ trimSuffix "-" "hello-" }}
{{ trimSuffix "x" "hello-" }}
{{ trimSuffix "" "a" }}
{{ trimSuffix "-" "a--" }}
{{ .x | trimSuffix "-" }}
