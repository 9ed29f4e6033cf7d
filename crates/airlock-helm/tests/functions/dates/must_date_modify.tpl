{{ (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") | must_date_modify "1h" }}
{{ (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") | must_date_modify "-1.5h10m" }}
{{ (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") | must_date_modify "24h" }}
{{ (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") | must_date_modify "x" }}
{{ (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") | must_date_modify "" }}
{{ (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") | must_date_modify 1 }}
{{ 0 | must_date_modify "1h" }}
{{ nil | must_date_modify "1h" }}
