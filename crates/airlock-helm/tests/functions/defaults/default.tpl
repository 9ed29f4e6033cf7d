{{ default "d" nil }}
{{ default "d" .x }}
{{ default "d" "" }}
{{ default "d" "a" }}
{{ default "d" 0 }}
{{ default "d" 1 }}
{{ default "d" 0.0 }}
{{ default "d" false }}
{{ default "d" true }}
{{ default "d" (list) }}
{{ default "d" (list 0) }}
{{ default "d" (dict) }}
{{ default "d" (dict "a" 1) }}
{{ default "d" (rest (list)) }}
{{ default "d" (fromYaml "null") }}
{{ default "d" (semver "1.0.0") }}
{{ default "d" (mustToDuration "0s") }}
{{ default "d" (mustToDuration "1s") }}
{{ default "d" (toDate "2006-01-02" "2020-01-01") }}
{{ default "d" (int64 0) }}
{{ default "d" .Values }}
{{ default "d" "NaN" }}
{{ default "d" (split "," "") }}
{{ default "d" }}
{{ default }}
{{ default nil nil }}
{{ .x | default "y" }}
{{ default "a" "b" "c" }}
{{ default 1 0 | typeOf }}
