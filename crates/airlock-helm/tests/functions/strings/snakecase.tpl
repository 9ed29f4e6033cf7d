{{ snakecase "FirstName" }}
{{ snakecase "HTTPServer" }}
{{ snakecase "NoHTTPS" }}
{{ snakecase "GO_PATH" }}
{{ snakecase "GO PATH" }}
{{ snakecase "GO-PATH" }}
{{ snakecase "http2xx" }}
{{ snakecase "HTTP20xOK" }}
{{ snakecase "Duration2m3s" }}
{{ snakecase "Bld4Floor3rd" }}
{{ snakecase "" }}
{{ snakecase "_" }}
{{ snakecase "a" }}
{{ snakecase "A" }}
{{ snakecase "aB" }}
{{ snakecase "AB" }}
{{ snakecase "ABc" }}
{{ snakecase "ABcD" }}
{{ snakecase "1a" }}
{{ snakecase "a1" }}
{{ snakecase "A1" }}
{{ snakecase "A1B" }}
{{ snakecase "a1b2" }}
{{ snakecase "x.y.Z" }}
{{ snakecase "Foo.BarBaz" }}
{{ snakecase "foo!!Bar" }}
{{ snakecase "é à" }}
{{ snakecase "ÄÖü" }}
{{ snakecase "日本Go" }}
{{ snakecase "Go日本" }}
{{ snakecase "$a+B" }}
{{ snakecase "v1.2.3-rc1" }}
{{ snakecase "XMLHttpRequest2" }}
{{ snakecase "  lead" }}
{{ snakecase "trail  " }}
{{ snakecase "__x__Y" }}
{{ snakecase "-" }}
{{ snakecase "1" }}
{{ snakecase "1_2" }}
{{ snakecase "A-1-b" }}
{{ snakecase "xY1" }}
{{ snakecase "aAA1" }}
{{ snakecase "Ω1β" }}
{{ b64dec "Qf9i/w==" | snakecase }}
{{ b64dec "//8=" | snakecase }}
{{ b64dec "YWL/" | snakecase }}
