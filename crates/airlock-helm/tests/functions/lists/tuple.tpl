{{ tuple 1 "a" nil .x true 1.5 (list) | toJson }}
{{ tuple | toJson }}
{{ tuple | typeOf }}
{{ (tuple 1 2).x }}
{{ index (tuple "a" "b") 1 }}
