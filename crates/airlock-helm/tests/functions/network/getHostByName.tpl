{{ getHostByName "localhost" | quote }}
{{ getHostByName "" | quote }}
{{ getHostByName 1 }}
