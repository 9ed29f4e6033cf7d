{{ mustToDate "2006-01-02" "2024-02-29" }}
{{ mustToDate "2006-01-02" "2023-02-29" }}
{{ mustToDate "2006-01-02" "x" }}
{{ mustToDate "2006-01-02" "" }}
{{ mustToDate "2006-01-02T15:04:05Z07:00" "2024-02-29T13:07:09+02:00" }}
{{ mustToDate "2006-01-02 15:04:05 MST" "2024-02-29 13:07:09 CET" }}
{{ mustToDate "2006-01-02 15:04:05 MST" "2024-02-29 13:07:09 GMT+3" }}
{{ mustToDate "3:04PM" "12:30am" }}
{{ mustToDate "15:04:05" "23:59:60" }}
{{ mustToDate "15:04:05" "23:59:59.123456789" }}
{{ mustToDate "2006-01-02" "2024-02-29 x" }}
{{ mustToDate "Jan _2 06" "feb  3 71" }}
{{ mustToDate "2006 002" "2024 366" }}
{{ mustToDate "2006 002" "2023 366" }}
{{ mustToDate "Mon" "Foo" }}
{{ mustToDate "-0700" "+2500" }}
{{ mustToDate "2006-13" "2024-01" }}
{{ mustToDate "é2006" "é2024" }}
{{ mustToDate 1 "2" }}
