{{ list 1 "a" nil .x true 1.5 (list) | toJson }}
{{ list | toJson }}
{{ list | typeOf }}
{{ (list 1 2).x }}
{{ index (list "a" "b") 1 }}
