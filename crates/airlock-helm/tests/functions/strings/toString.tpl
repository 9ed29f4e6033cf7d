{{ toString nil }}
{{ toString .x }}
{{ toString 1 }}
{{ toString 1.5 }}
{{ toString 1e21 }}
{{ toString 12345678.0 }}
{{ toString true }}
{{ toString "a" }}
{{ toString (list 1 "a" nil 1.5) }}
{{ toString (dict "a" 1 "b" nil) }}
{{ toString (semver "1.2.3-a+b") }}
{{ toString (mustToDuration "90s") }}
{{ toString (until 3) }}
{{ toString (int64 5) }}
{{ toString .Values }}
{{ toString (fromYaml "null") }}
