{{ camelcase "http_server" }}
{{ camelcase "_camel_case" }}
{{ camelcase "no_https" }}
{{ camelcase "_complex__case_" }}
{{ camelcase "all" }}
{{ camelcase "GOLANG_IS_GREAT" }}
{{ camelcase "GolangIsGreat" }}
{{ camelcase "some-words with space" }}
{{ camelcase "" }}
{{ camelcase "_" }}
{{ camelcase "__" }}
{{ camelcase "a" }}
{{ camelcase "é_à" }}
{{ camelcase "ÀB_c" }}
{{ camelcase "x_" }}
{{ camelcase "xY_zW" }}
{{ camelcase "HTTPServer" }}
{{ camelcase "1_a" }}
{{ camelcase "-a-b" }}
{{ b64dec "YV//Yg==" | camelcase }}
