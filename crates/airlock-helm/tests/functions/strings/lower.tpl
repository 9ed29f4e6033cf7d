{{ lower "HELLO" }}
{{ lower "ÄÖÜ İ Σ ẞ K" }}
{{ lower (b64dec "Qf9C") }}
{{ lower "ǅ ᾈ Ⅷ Ⓐ" }}
{{ lower 1 }}
