{{ mustWithout (list 1 2 3) 2 | toJson }}
{{ mustWithout (list 1 2 3) | toJson }}
{{ mustWithout (list 1 "1" nil) 1 nil | toJson }}
{{ mustWithout (until 4) 1 2 | toJson }}
{{ mustWithout (list (list 1) (list 2)) (list 1) | toJson }}
{{ mustWithout nil 1 }}
{{ mustWithout "a" 1 }}
{{ mustWithout (list 1 1.0 (int64 1)) 1.0 | toJson }}
