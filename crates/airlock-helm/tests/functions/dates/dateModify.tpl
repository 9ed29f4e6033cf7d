{{ (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") | dateModify "1h" }}
{{ (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") | dateModify "-1.5h10m" }}
{{ (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") | dateModify "24h" }}
{{ (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") | dateModify "x" }}
{{ (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") | dateModify "" }}
{{ (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") | dateModify 1 }}
{{ 0 | dateModify "1h" }}
{{ nil | dateModify "1h" }}
