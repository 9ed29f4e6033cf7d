{{ empty nil }}
{{ empty .x }}
{{ empty "" }}
{{ empty "a" }}
{{ empty 0 }}
{{ empty 1 }}
{{ empty 0.0 }}
{{ empty false }}
{{ empty true }}
{{ empty (list) }}
{{ empty (list 0) }}
{{ empty (dict) }}
{{ empty (dict "a" 1) }}
{{ empty (rest (list)) }}
{{ empty (fromYaml "null") }}
{{ empty (semver "1.0.0") }}
{{ empty (mustToDuration "0s") }}
{{ empty (mustToDuration "1s") }}
{{ empty (toDate "2006-01-02" "2020-01-01") }}
{{ empty (int64 0) }}
{{ empty .Values }}
{{ empty "NaN" }}
{{ empty (split "," "") }}
{{ empty }}
