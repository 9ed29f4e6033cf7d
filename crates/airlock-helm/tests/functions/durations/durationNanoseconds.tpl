{{ durationNanoseconds "1h2m3.5s" }}
{{ durationNanoseconds "90" }}
{{ durationNanoseconds "2.5" }}
{{ durationNanoseconds " 1m " }}
{{ durationNanoseconds "" }}
{{ durationNanoseconds "x" }}
{{ durationNanoseconds 5 }}
{{ durationNanoseconds -5 }}
{{ durationNanoseconds 1.5 }}
{{ durationNanoseconds (int64 7) }}
{{ durationNanoseconds (mustToDuration "90s") }}
{{ durationNanoseconds nil }}
{{ durationNanoseconds true }}
{{ durationNanoseconds (list) }}
{{ durationNanoseconds (dict) }}
{{ durationNanoseconds "99999999999" }}
{{ durationNanoseconds 9223372037 }}
{{ durationNanoseconds 1e300 }}
{{ durationNanoseconds "NaN" }}
{{ durationNanoseconds "inf" }}
{{ durationNanoseconds "1d" }}
{{ durationNanoseconds 9223372036.5 }}
{{ durationNanoseconds "-1.5h" }}
{{ typeOf (durationNanoseconds 1) }}
