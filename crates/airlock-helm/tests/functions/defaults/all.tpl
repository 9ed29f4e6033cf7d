{{ all }}
{{ all 1 "a" true }}
{{ all 1 "" }}
{{ all nil }}
