{{ kindOf nil }}
{{ kindOf .x }}
{{ kindOf "" }}
{{ kindOf "a" }}
{{ kindOf 0 }}
{{ kindOf 1 }}
{{ kindOf 0.0 }}
{{ kindOf false }}
{{ kindOf true }}
{{ kindOf (list) }}
{{ kindOf (list 0) }}
{{ kindOf (dict) }}
{{ kindOf (dict "a" 1) }}
{{ kindOf (rest (list)) }}
{{ kindOf (fromYaml "null") }}
{{ kindOf (semver "1.0.0") }}
{{ kindOf (mustToDuration "0s") }}
{{ kindOf (mustToDuration "1s") }}
{{ kindOf (toDate "2006-01-02" "2020-01-01") }}
{{ kindOf (int64 0) }}
{{ kindOf .Values }}
{{ kindOf "NaN" }}
{{ kindOf (split "," "") }}
{{ kindOf (until 2) }}
{{ kindOf (now) }}
{{ kindOf 'a' }}
