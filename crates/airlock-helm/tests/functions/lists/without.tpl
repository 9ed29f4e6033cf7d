{{ without (list 1 2 3) 2 | toJson }}
{{ without (list 1 2 3) | toJson }}
{{ without (list 1 "1" nil) 1 nil | toJson }}
{{ without (until 4) 1 2 | toJson }}
{{ without (list (list 1) (list 2)) (list 1) | toJson }}
{{ without nil 1 }}
{{ without "a" 1 }}
{{ without (list 1 1.0 (int64 1)) 1.0 | toJson }}
