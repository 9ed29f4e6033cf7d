{{ hasSuffix "ch" "catch" }}
{{ hasSuffix "" "" }}
{{ hasSuffix "catch" "ch" }}
{{ hasSuffix nil "ch" }}
