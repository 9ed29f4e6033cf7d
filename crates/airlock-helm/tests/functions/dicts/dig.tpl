{{ dig "a" "b" "d" (dict "a" (dict "b" 1)) }}
{{ dig "a" "x" "d" (dict "a" (dict "b" 1)) }}
{{ dig "x" "b" "d" (dict "a" 1) }}
{{ dig "a" "b" "d" (dict "a" 1) }}
{{ dig "a" "b" "d" (dict "a" nil) }}
{{ dig "a" "d" nil }}
{{ dig "a" "d" (list) }}
{{ dig 1 "d" (dict) }}
{{ dig "a" (dict) }}
{{ dig }}
{{ dig "a" "d" .Values }}
{{ dig "a" nil (dict) }}|
{{ dig "a" "d" (dict "a" nil) }}|
{{ dig "a" "_0" "d" (dict "a" (split "," "x")) }}
{{ dig "a" 1 "d" (dict "a" "b") }}
