{{ htpasswd "u" "p" | len }} {{ htpasswd "u" "p" | trunc 9 }}
{{ htpasswd "a:b" "p" }}
{{ htpasswd "" "p" | trunc 8 }}
{{ htpasswd "u" (repeat 73 "x") }}
{{ htpasswd "u" }}
