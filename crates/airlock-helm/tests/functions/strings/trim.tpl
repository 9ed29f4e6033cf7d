{{ trim "  a b \n\t" }}|
{{ trim "\u00a0\u2003x\u0085" }}|
{{ trim "" }}|
{{ trim (b64dec "IP8g") | b64enc }}
{{ trim nil }}
