{{ kebabcase "FirstName" }}
{{ kebabcase "HTTPServer" }}
{{ kebabcase "NoHTTPS" }}
{{ kebabcase "GO_PATH" }}
{{ kebabcase "GO PATH" }}
{{ kebabcase "GO-PATH" }}
{{ kebabcase "http2xx" }}
{{ kebabcase "HTTP20xOK" }}
{{ kebabcase "Duration2m3s" }}
{{ kebabcase "Bld4Floor3rd" }}
{{ kebabcase "" }}
{{ kebabcase "_" }}
{{ kebabcase "a" }}
{{ kebabcase "A" }}
{{ kebabcase "aB" }}
{{ kebabcase "AB" }}
{{ kebabcase "ABc" }}
{{ kebabcase "ABcD" }}
{{ kebabcase "1a" }}
{{ kebabcase "a1" }}
{{ kebabcase "A1" }}
{{ kebabcase "A1B" }}
{{ kebabcase "a1b2" }}
{{ kebabcase "x.y.Z" }}
{{ kebabcase "Foo.BarBaz" }}
{{ kebabcase "foo!!Bar" }}
{{ kebabcase "é à" }}
{{ kebabcase "ÄÖü" }}
{{ kebabcase "日本Go" }}
{{ kebabcase "Go日本" }}
{{ kebabcase "$a+B" }}
{{ kebabcase "v1.2.3-rc1" }}
{{ kebabcase "XMLHttpRequest2" }}
{{ kebabcase "  lead" }}
{{ kebabcase "trail  " }}
{{ kebabcase "__x__Y" }}
{{ kebabcase "-" }}
{{ kebabcase "1" }}
{{ kebabcase "1_2" }}
{{ kebabcase "A-1-b" }}
{{ kebabcase "xY1" }}
{{ kebabcase "aAA1" }}
{{ kebabcase "Ω1β" }}
{{ b64dec "Qf9i/w==" | kebabcase }}
{{ b64dec "//8=" | kebabcase }}
{{ b64dec "YWL/" | kebabcase }}
