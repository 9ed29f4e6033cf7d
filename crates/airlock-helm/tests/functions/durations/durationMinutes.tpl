{{ durationMinutes "1h2m3.5s" }}
{{ durationMinutes "90" }}
{{ durationMinutes "2.5" }}
{{ durationMinutes " 1m " }}
{{ durationMinutes "" }}
{{ durationMinutes "x" }}
{{ durationMinutes 5 }}
{{ durationMinutes -5 }}
{{ durationMinutes 1.5 }}
{{ durationMinutes (int64 7) }}
{{ durationMinutes (mustToDuration "90s") }}
{{ durationMinutes nil }}
{{ durationMinutes true }}
{{ durationMinutes (list) }}
{{ durationMinutes (dict) }}
{{ durationMinutes "99999999999" }}
{{ durationMinutes 9223372037 }}
{{ durationMinutes 1e300 }}
{{ durationMinutes "NaN" }}
{{ durationMinutes "inf" }}
{{ durationMinutes "1d" }}
{{ durationMinutes 9223372036.5 }}
{{ durationMinutes "-1.5h" }}
{{ typeOf (durationMinutes 1) }}
