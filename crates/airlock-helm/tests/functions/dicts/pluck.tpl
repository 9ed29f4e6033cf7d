{{ pluck "a" (dict "a" 1) (dict "b" 2) (dict "a" nil) | toJson }}
{{ pluck "a" | toJson }}
{{ pluck "a" nil | toJson }}
{{ pluck "x" .Values (dict "x" "d") | first }}
{{ pluck "a" "b" }}
