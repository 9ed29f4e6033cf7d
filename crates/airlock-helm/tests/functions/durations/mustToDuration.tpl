{{ mustToDuration "1h2m3.5s" }}
{{ mustToDuration "90" }}
{{ mustToDuration "2.5" }}
{{ mustToDuration " 1m " }}
{{ mustToDuration "" }}
{{ mustToDuration "x" }}
{{ mustToDuration 5 }}
{{ mustToDuration -5 }}
{{ mustToDuration 1.5 }}
{{ mustToDuration (int64 7) }}
{{ mustToDuration (mustToDuration "90s") }}
{{ mustToDuration nil }}
{{ mustToDuration true }}
{{ mustToDuration (list) }}
{{ mustToDuration (dict) }}
{{ mustToDuration "99999999999" }}
{{ mustToDuration 9223372037 }}
{{ mustToDuration 1e300 }}
{{ mustToDuration "NaN" }}
{{ mustToDuration "inf" }}
{{ mustToDuration "1d" }}
{{ mustToDuration 9223372036.5 }}
{{ mustToDuration "-1.5h" }}
{{ $d := mustToDuration "1h30m15.5s" }}{{ $d.Seconds }} {{ $d.Minutes }} {{ $d.Hours }} {{ $d.Milliseconds }} {{ $d.String }} {{ $d.Abs }} {{ typeOf $d }} {{ kindOf $d }} {{ toJson $d }} {{ toYaml $d }}
{{ (mustToDuration "1h30m15s").Round (mustToDuration "1h") }} {{ (mustToDuration "1h30m15s").Truncate (mustToDuration "1h") }}
{{ printf "%d %v %s" (mustToDuration "1ms") (mustToDuration "1us") (mustToDuration "1ns") }}
{{ mustToDuration "1h" | toYamlPretty }}{{ toToml (dict "d" (mustToDuration "1h")) }}
{{ (mustToDuration "1h").Foo }}
{{ int64 (mustToDuration "1ms") }}
