{{ durationMilliseconds "1h2m3.5s" }}
{{ durationMilliseconds "90" }}
{{ durationMilliseconds "2.5" }}
{{ durationMilliseconds " 1m " }}
{{ durationMilliseconds "" }}
{{ durationMilliseconds "x" }}
{{ durationMilliseconds 5 }}
{{ durationMilliseconds -5 }}
{{ durationMilliseconds 1.5 }}
{{ durationMilliseconds (int64 7) }}
{{ durationMilliseconds (mustToDuration "90s") }}
{{ durationMilliseconds nil }}
{{ durationMilliseconds true }}
{{ durationMilliseconds (list) }}
{{ durationMilliseconds (dict) }}
{{ durationMilliseconds "99999999999" }}
{{ durationMilliseconds 9223372037 }}
{{ durationMilliseconds 1e300 }}
{{ durationMilliseconds "NaN" }}
{{ durationMilliseconds "inf" }}
{{ durationMilliseconds "1d" }}
{{ durationMilliseconds 9223372036.5 }}
{{ durationMilliseconds "-1.5h" }}
{{ typeOf (durationMilliseconds 1) }}
