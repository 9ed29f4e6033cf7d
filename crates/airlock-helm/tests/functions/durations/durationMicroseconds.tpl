{{ durationMicroseconds "1h2m3.5s" }}
{{ durationMicroseconds "90" }}
{{ durationMicroseconds "2.5" }}
{{ durationMicroseconds " 1m " }}
{{ durationMicroseconds "" }}
{{ durationMicroseconds "x" }}
{{ durationMicroseconds 5 }}
{{ durationMicroseconds -5 }}
{{ durationMicroseconds 1.5 }}
{{ durationMicroseconds (int64 7) }}
{{ durationMicroseconds (mustToDuration "90s") }}
{{ durationMicroseconds nil }}
{{ durationMicroseconds true }}
{{ durationMicroseconds (list) }}
{{ durationMicroseconds (dict) }}
{{ durationMicroseconds "99999999999" }}
{{ durationMicroseconds 9223372037 }}
{{ durationMicroseconds 1e300 }}
{{ durationMicroseconds "NaN" }}
{{ durationMicroseconds "inf" }}
{{ durationMicroseconds "1d" }}
{{ durationMicroseconds 9223372036.5 }}
{{ durationMicroseconds "-1.5h" }}
{{ typeOf (durationMicroseconds 1) }}
