{{ hasKey (dict "a" nil) "a" }}
{{ hasKey (dict) "a" }}
{{ hasKey nil "a" }}
{{ hasKey "x" "a" }}
{{ hasKey .Values "a" }}
{{ hasKey .x "a" }}
{{ hasKey (list "a") "a" }}
