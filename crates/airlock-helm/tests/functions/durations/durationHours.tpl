{{ durationHours "1h2m3.5s" }}
{{ durationHours "90" }}
{{ durationHours "2.5" }}
{{ durationHours " 1m " }}
{{ durationHours "" }}
{{ durationHours "x" }}
{{ durationHours 5 }}
{{ durationHours -5 }}
{{ durationHours 1.5 }}
{{ durationHours (int64 7) }}
{{ durationHours (mustToDuration "90s") }}
{{ durationHours nil }}
{{ durationHours true }}
{{ durationHours (list) }}
{{ durationHours (dict) }}
{{ durationHours "99999999999" }}
{{ durationHours 9223372037 }}
{{ durationHours 1e300 }}
{{ durationHours "NaN" }}
{{ durationHours "inf" }}
{{ durationHours "1d" }}
{{ durationHours 9223372036.5 }}
{{ durationHours "-1.5h" }}
{{ typeOf (durationHours 1) }}
