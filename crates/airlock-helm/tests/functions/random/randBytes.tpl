{{ randBytes 16 | b64dec | len }}
{{ randBytes 0 }}|
{{ randBytes -1 }}
{{ randBytes 3 | len }}
{{ randBytes nil }}
