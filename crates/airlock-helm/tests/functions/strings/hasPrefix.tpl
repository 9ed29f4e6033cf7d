{{ hasPrefix "cat" "catch" }}
{{ hasPrefix "" "" }}
{{ hasPrefix "catch" "cat" }}
