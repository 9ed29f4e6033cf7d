{{ coalesce nil "" 0 (list) "x" "y" }}
{{ coalesce }}|
{{ coalesce nil .x "" }}|
{{ coalesce 0.0 false (dict) 5 }}
