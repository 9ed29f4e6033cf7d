{{ shuffle "" }}|
{{ shuffle "a" }}
{{ shuffle "hello" | len }}
{{ shuffle "héllo" | splitList "" | sortAlpha | join "" }}
{{ shuffle (b64dec "/w==") }}
