{{ kindIs "map" (dict) }}{{ kindIs "map" .Values }}{{ kindIs "slice" (list) }}{{ kindIs "invalid" nil }}{{ kindIs "ptr" (semver "1.0.0") }}{{ kindIs "int64" (mustToDuration "1s") }}
{{ kindIs "string" "x" }} {{ kindIs "float64" 1.0 }} {{ kindIs "int" 1 }} {{ kindIs "bool" 1 }}
{{ kindIs 1 1 }}
{{ kindIs "map" .x }}
