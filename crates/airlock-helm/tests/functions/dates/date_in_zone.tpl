{{ date_in_zone "2006-01-02 15:04:05 MST -0700" 0 "UTC" }}
{{ date_in_zone "2006-01-02 15:04:05 MST -0700" 1711846799 "Europe/Berlin" }}
{{ date_in_zone "2006-01-02 15:04:05 MST -0700" 1711846800 "Europe/Berlin" }}
{{ date_in_zone "2006-01-02 15:04:05 MST -0700" 1700000000 "America/New_York" }}
{{ date_in_zone "2006-01-02 15:04:05 MST -0700" 1700000000 "Asia/Kolkata" }}
{{ date_in_zone "2006-01-02 15:04:05 MST -0700" 1700000000 "Nowhere/At All" }}
{{ date_in_zone "2006-01-02 15:04:05 MST -0700" 1700000000 "" }}
{{ date_in_zone "2006-01-02 15:04:05 MST -0700" 1700000000 "../etc" }}
{{ date_in_zone "2006-01-02 15:04:05 MST -0700" 1700000000 "europe/berlin" }}
{{ date_in_zone "2006-01-02 15:04:05 MST -0700" 2000000000 "Australia/Lord_Howe" }}
{{ date_in_zone "2006-01-02 15:04:05 MST -0700" -3000000000 "Europe/Paris" }}
{{ date_in_zone "2006-01-02 15:04:05 MST -0700" 5000000000 "US/Pacific" }}
{{ date_in_zone "2006-01-02 15:04:05 MST -0700" (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") "Asia/Tokyo" }}
{{ date_in_zone "2006-01-02 15:04:05 MST -0700" 1 2 }}
