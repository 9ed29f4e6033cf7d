{{ durationSeconds "1h2m3.5s" }}
{{ durationSeconds "90" }}
{{ durationSeconds "2.5" }}
{{ durationSeconds " 1m " }}
{{ durationSeconds "" }}
{{ durationSeconds "x" }}
{{ durationSeconds 5 }}
{{ durationSeconds -5 }}
{{ durationSeconds 1.5 }}
{{ durationSeconds (int64 7) }}
{{ durationSeconds (mustToDuration "90s") }}
{{ durationSeconds nil }}
{{ durationSeconds true }}
{{ durationSeconds (list) }}
{{ durationSeconds (dict) }}
{{ durationSeconds "99999999999" }}
{{ durationSeconds 9223372037 }}
{{ durationSeconds 1e300 }}
{{ durationSeconds "NaN" }}
{{ durationSeconds "inf" }}
{{ durationSeconds "1d" }}
{{ durationSeconds 9223372036.5 }}
{{ durationSeconds "-1.5h" }}
{{ typeOf (durationSeconds 1) }}
