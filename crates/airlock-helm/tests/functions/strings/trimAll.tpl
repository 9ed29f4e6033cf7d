{{ trimAll "$" "$5.00$" }}
{{ trimAll "" " a " }}|
{{ trimAll "ab" "abcba" }}
{{ trimAll "éa" "éaxaé" }}
{{ "x" | trimAll "x" }}|
{{ trimAll (b64dec "/w==") (b64dec "/2H/") }}
