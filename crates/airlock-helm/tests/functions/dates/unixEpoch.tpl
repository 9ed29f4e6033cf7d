{{ unixEpoch (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") }}
{{ unixEpoch (toDate "x" "y") }}
{{ unixEpoch 5 }}
{{ unixEpoch nil }}
