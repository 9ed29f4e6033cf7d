{{ mustDeepCopy nil }}
{{ mustDeepCopy .x }}
{{ $a := dict "k" (dict "l" (list 1 (dict))) "n" nil }}{{ $b := mustDeepCopy $a }}{{ $_ := set $a.k "z" 1 }}{{ toJson $a }} {{ toJson $b }}
{{ mustDeepCopy "a" }}{{ mustDeepCopy 1 }}{{ mustDeepCopy true }}{{ mustDeepCopy 1.5 }}
{{ mustDeepCopy (list nil 1 (list)) | toJson }}
{{ mustDeepCopy (until 3) | typeOf }}
{{ mustDeepCopy (rest (list)) | toJson }}
{{ mustDeepCopy .Values | typeOf }}
{{ mustDeepCopy (fromYaml "null") | toJson }}
{{ mustDeepCopy (split "," "a") | typeOf }}
{{ mustDeepCopy (mustToDuration "5s") }}
{{ mustDeepCopy (semver "1.2.3-a") }} {{ (mustDeepCopy (dict "v" (semver "1.2.3"))).v }}
