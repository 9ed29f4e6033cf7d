{{ untitle "First Try" }}
{{ untitle "FIRST TRY" }}
{{ untitle "" }}
{{ untitle "Ä Öb\tÜ" }}
{{ untitle (b64dec "Qf8gQg==") }}
