{{ until 5 }}
{{ until 0 | toJson }}
{{ until -3 }}
{{ until 3 | typeOf }}
{{ range $i, $e := until 3 }}{{ $i }}{{ $e }}{{ end }}
{{ until "3" }}
{{ until 2.0 }}
{{ until (int64 2) }}
