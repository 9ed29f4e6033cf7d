{{ trimPrefix "-" "-hello" }}
{{ trimPrefix "x" "-hello" }}
{{ trimPrefix "" "a" }}
{{ trimPrefix "abc" "ab" }}
{{ trimPrefix "a" "aab" }}
