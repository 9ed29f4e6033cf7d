{{ initials "First Try" }}
{{ initials "" }}
{{ initials "  a  b " }}
{{ initials "école à paris" }}
{{ initials "a\tb\nc" }}
