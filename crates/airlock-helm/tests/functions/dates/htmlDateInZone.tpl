{{ htmlDateInZone 1700000000 "Asia/Tokyo" }}
{{ htmlDateInZone 1700000000 "x" }}
{{ htmlDateInZone (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") "UTC" }}
{{ htmlDateInZone 1 2 }}
