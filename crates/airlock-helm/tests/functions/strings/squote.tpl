{{ squote "a" 1 nil true }}
{{ squote }}
{{ squote "it's" }}
{{ squote (list 1 "a" nil) (dict "a" nil) }}
{{ squote .x }}
{{ squote (semver "1.2") }}
