{{ deepCopy nil }}
{{ deepCopy .x }}
{{ $a := dict "k" (dict "l" (list 1 (dict))) "n" nil }}{{ $b := deepCopy $a }}{{ $_ := set $a.k "z" 1 }}{{ toJson $a }} {{ toJson $b }}
{{ deepCopy "a" }}{{ deepCopy 1 }}{{ deepCopy true }}{{ deepCopy 1.5 }}
{{ deepCopy (list nil 1 (list)) | toJson }}
{{ deepCopy (until 3) | typeOf }}
{{ deepCopy (rest (list)) | toJson }}
{{ deepCopy .Values | typeOf }}
{{ deepCopy (fromYaml "null") | toJson }}
{{ deepCopy (split "," "a") | typeOf }}
{{ deepCopy (mustToDuration "5s") }}
{{ deepCopy (semver "1.2.3-a") }} {{ (deepCopy (dict "v" (semver "1.2.3"))).v }}
