{{ deepEqual (list 1 2) (list 1 2) }}
{{ deepEqual 1 1.0 }}
{{ deepEqual nil nil }}
{{ deepEqual nil .x }}
{{ deepEqual (list) (rest (list)) }}
{{ deepEqual (dict "a" (list 1)) (dict "a" (list 1)) }}
{{ deepEqual (dict) .Values }}
{{ deepEqual (until 2) (list 0 1) }}
{{ deepEqual "a" "a" }}
{{ deepEqual (int64 1) 1 }}
{{ deepEqual (float64 "NaN") (float64 "NaN") }}
