{{ add1 nil }}
{{ add1 1 }}
{{ add1 -1 }}
{{ add1 2.9 }}
{{ add1 -2.9 }}
{{ add1 "5" }}
{{ add1 "8.00" }}
{{ add1 "08" }}
{{ add1 "0x1F" }}
{{ add1 "0b11" }}
{{ add1 "0o17" }}
{{ add1 "017" }}
{{ add1 "1_000" }}
{{ add1 "1e3" }}
{{ add1 "abc" }}
{{ add1 "" }}
{{ add1 "3.7" }}
{{ add1 " 5" }}
{{ add1 "+5" }}
{{ add1 true }}
{{ add1 false }}
{{ add1 (int64 7) }}
{{ add1 (list 1) }}
{{ add1 (dict) }}
{{ add1 1e19 }}
{{ add1 -1e19 }}
{{ add1 "99999999999999999999" }}
{{ add1 "-99999999999999999999" }}
{{ add1 "NaN" }}
{{ add1 "inf" }}
{{ add1 (mustToDuration "5s") }}
{{ add1 9223372036854775807 }}
{{ add1 ".0" }}
{{ add1 "0.0" }}
{{ add1 "1." }}
{{ add1 "00" }}
{{ add1 "-0" }}
{{ add1 "0.10" }}
{{ add1 1 | typeOf }}
{{ add1 }}
{{ add1 777 }}
{{ add1 "777" }}
{{ add1 0.1 }}
