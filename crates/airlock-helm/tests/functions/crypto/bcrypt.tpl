{{ bcrypt "x" | len }} {{ bcrypt "x" | trunc 7 }}
{{ bcrypt "" | len }}
{{ bcrypt (repeat 73 "x") }}
{{ bcrypt 5 }}
