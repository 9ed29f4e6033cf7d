{{ (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") | mustDateModify "1h" }}
{{ (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") | mustDateModify "-1.5h10m" }}
{{ (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") | mustDateModify "24h" }}
{{ (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") | mustDateModify "x" }}
{{ (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") | mustDateModify "" }}
{{ (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") | mustDateModify 1 }}
{{ 0 | mustDateModify "1h" }}
{{ nil | mustDateModify "1h" }}
