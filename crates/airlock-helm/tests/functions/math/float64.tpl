{{ float64 nil }}
{{ float64 1 }}
{{ float64 -1 }}
{{ float64 2.9 }}
{{ float64 -2.9 }}
{{ float64 "5" }}
{{ float64 "8.00" }}
{{ float64 "08" }}
{{ float64 "0x1F" }}
{{ float64 "0b11" }}
{{ float64 "0o17" }}
{{ float64 "017" }}
{{ float64 "1_000" }}
{{ float64 "1e3" }}
{{ float64 "abc" }}
{{ float64 "" }}
{{ float64 "3.7" }}
{{ float64 " 5" }}
{{ float64 "+5" }}
{{ float64 true }}
{{ float64 false }}
{{ float64 (int64 7) }}
{{ float64 (list 1) }}
{{ float64 (dict) }}
{{ float64 1e19 }}
{{ float64 -1e19 }}
{{ float64 "99999999999999999999" }}
{{ float64 "-99999999999999999999" }}
{{ float64 "NaN" }}
{{ float64 "inf" }}
{{ float64 (mustToDuration "5s") }}
{{ float64 9223372036854775807 }}
{{ float64 ".0" }}
{{ float64 "0.0" }}
{{ float64 "1." }}
{{ float64 "00" }}
{{ float64 "-0" }}
{{ float64 "0.10" }}
{{ float64 1 | typeOf }}
{{ float64 }}
{{ float64 777 }}
{{ float64 "777" }}
{{ float64 0.1 }}
