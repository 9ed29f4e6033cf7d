{{ keys (dict "a" 1) }}
{{ keys | toJson }}
{{ keys (dict) (dict "z" 1) (dict "a" 1) }}
{{ keys nil | toJson }}
{{ keys (dict "a" 1) | typeOf }}
{{ keys (dict "b" 1 "a" 2) | sortAlpha }}
{{ keys .Values | sortAlpha }}
{{ keys "a" }}
