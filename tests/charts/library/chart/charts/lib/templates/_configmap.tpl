{{- define "lib.configmap" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .name }}-{{ .root.Values.lib.suffix }}
{{- end -}}
