{{ durationWeeks "1h2m3.5s" }}
{{ durationWeeks "90" }}
{{ durationWeeks "2.5" }}
{{ durationWeeks " 1m " }}
{{ durationWeeks "" }}
{{ durationWeeks "x" }}
{{ durationWeeks 5 }}
{{ durationWeeks -5 }}
{{ durationWeeks 1.5 }}
{{ durationWeeks (int64 7) }}
{{ durationWeeks (mustToDuration "90s") }}
{{ durationWeeks nil }}
{{ durationWeeks true }}
{{ durationWeeks (list) }}
{{ durationWeeks (dict) }}
{{ durationWeeks "99999999999" }}
{{ durationWeeks 9223372037 }}
{{ durationWeeks 1e300 }}
{{ durationWeeks "NaN" }}
{{ durationWeeks "inf" }}
{{ durationWeeks "1d" }}
{{ durationWeeks 9223372036.5 }}
{{ durationWeeks "-1.5h" }}
{{ typeOf (durationWeeks 1) }}
