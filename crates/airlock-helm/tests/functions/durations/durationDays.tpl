{{ durationDays "1h2m3.5s" }}
{{ durationDays "90" }}
{{ durationDays "2.5" }}
{{ durationDays " 1m " }}
{{ durationDays "" }}
{{ durationDays "x" }}
{{ durationDays 5 }}
{{ durationDays -5 }}
{{ durationDays 1.5 }}
{{ durationDays (int64 7) }}
{{ durationDays (mustToDuration "90s") }}
{{ durationDays nil }}
{{ durationDays true }}
{{ durationDays (list) }}
{{ durationDays (dict) }}
{{ durationDays "99999999999" }}
{{ durationDays 9223372037 }}
{{ durationDays 1e300 }}
{{ durationDays "NaN" }}
{{ durationDays "inf" }}
{{ durationDays "1d" }}
{{ durationDays 9223372036.5 }}
{{ durationDays "-1.5h" }}
{{ typeOf (durationDays 1) }}
