{{ dateInZone "2006-01-02 15:04:05 MST -0700" 0 "UTC" }}
{{ dateInZone "2006-01-02 15:04:05 MST -0700" 1711846799 "Europe/Berlin" }}
{{ dateInZone "2006-01-02 15:04:05 MST -0700" 1711846800 "Europe/Berlin" }}
{{ dateInZone "2006-01-02 15:04:05 MST -0700" 1700000000 "America/New_York" }}
{{ dateInZone "2006-01-02 15:04:05 MST -0700" 1700000000 "Asia/Kolkata" }}
{{ dateInZone "2006-01-02 15:04:05 MST -0700" 1700000000 "Nowhere/At All" }}
{{ dateInZone "2006-01-02 15:04:05 MST -0700" 1700000000 "" }}
{{ dateInZone "2006-01-02 15:04:05 MST -0700" 1700000000 "../etc" }}
{{ dateInZone "2006-01-02 15:04:05 MST -0700" 1700000000 "europe/berlin" }}
{{ dateInZone "2006-01-02 15:04:05 MST -0700" 2000000000 "Australia/Lord_Howe" }}
{{ dateInZone "2006-01-02 15:04:05 MST -0700" -3000000000 "Europe/Paris" }}
{{ dateInZone "2006-01-02 15:04:05 MST -0700" 5000000000 "US/Pacific" }}
{{ dateInZone "2006-01-02 15:04:05 MST -0700" (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z") "Asia/Tokyo" }}
{{ dateInZone "2006-01-02 15:04:05 MST -0700" 1 2 }}
