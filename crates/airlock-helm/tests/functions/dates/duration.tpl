{{ duration "95" }}
{{ duration "-1" }}
{{ duration "x" }}
{{ duration "99999999999999999999" }}
{{ duration 95 }}
{{ duration (int64 3661) }}
{{ duration 1.5 }}
{{ duration nil }}
{{ duration "" }}
{{ duration "1h" }}
{{ duration (int64 -5) }}
