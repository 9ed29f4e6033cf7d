{{ encryptAES "k" "" }}|
{{ encryptAES "k" "hello" | len }}
{{ encryptAES "k" "hello" | decryptAES "k" }}
{{ encryptAES (repeat 50 "k") (repeat 40 "é") | decryptAES (repeat 50 "k") }}
{{ encryptAES 1 2 }}
