{{ htmlDate 0 }}
{{ htmlDate 1700000000 }}
{{ htmlDate (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") }}
{{ htmlDate "x" | len }}
{{ htmlDate }}
