{{ trimall "$" "$5.00$" }}
{{ trimall "" " a " }}|
{{ trimall "ab" "abcba" }}
{{ trimall "éa" "éaxaé" }}
{{ "x" | trimall "x" }}|
{{ trimall (b64dec "/w==") (b64dec "/2H/") }}
