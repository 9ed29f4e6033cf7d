{{ decryptAES "k" "" }}|
{{ decryptAES "k" "wWdeC7mApXWolmH+wIqoO3hlwJe6B4eO4l5rDcEEg2U=" }}
{{ decryptAES "k" "!" }}
{{ decryptAES "k" "aaaa" }}
{{ decryptAES "k" "wWdeC7mApXWolmH+wIqoOw==" }}
{{ decryptAES "k" "wWdeC7mApXWolmH+wIqoO3hl" }}
{{ decryptAES 1 2 }}
