{{ get (dict "a" 1) "a" }}
{{ get (dict "a" 1) "b" | quote }}
{{ get nil "a" | quote }}
{{ get .x "a" | quote }}
{{ get "s" "a" }}
{{ get (dict "n" nil) "n" | quote }}
{{ get .Values "a" }}
{{ get (split "," "a") "_0" }}
{{ get (dict) 1 }}
{{ get (list) "a" }}
