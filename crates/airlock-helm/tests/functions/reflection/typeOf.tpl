{{ typeOf nil }}
{{ typeOf .x }}
{{ typeOf "" }}
{{ typeOf "a" }}
{{ typeOf 0 }}
{{ typeOf 1 }}
{{ typeOf 0.0 }}
{{ typeOf false }}
{{ typeOf true }}
{{ typeOf (list) }}
{{ typeOf (list 0) }}
{{ typeOf (dict) }}
{{ typeOf (dict "a" 1) }}
{{ typeOf (rest (list)) }}
{{ typeOf (fromYaml "null") }}
{{ typeOf (semver "1.0.0") }}
{{ typeOf (mustToDuration "0s") }}
{{ typeOf (mustToDuration "1s") }}
{{ typeOf (toDate "2006-01-02" "2020-01-01") }}
{{ typeOf (int64 0) }}
{{ typeOf .Values }}
{{ typeOf "NaN" }}
{{ typeOf (split "," "") }}
{{ typeOf (until 2) }}
{{ typeOf (splitList "," "a") }}
{{ typeOf (chunk 1 (list 1)) }}
{{ typeOf (list | first) }}
{{ typeOf (keys (dict)) }}
{{ typeOf 'a' }}
{{ typeOf (now) }}
{{ typeOf (toJson 1) }}
{{ typeOf (regexFindAll "x" "y" -1) }}
{{ typeOf (urlParse "http://a") }}
{{ typeOf (len "a") }}
{{ typeOf (printf "%d" 1) }}
{{ typeOf (fromYaml "a: 1").a }}
{{ typeOf (fromJson "1") }}
{{ typeOf (fromYamlArray "[]") }}
