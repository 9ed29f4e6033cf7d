{{ add1f nil }}
{{ add1f 1 }}
{{ add1f -1 }}
{{ add1f 2.9 }}
{{ add1f -2.9 }}
{{ add1f "5" }}
{{ add1f "8.00" }}
{{ add1f "08" }}
{{ add1f "0x1F" }}
{{ add1f "0b11" }}
{{ add1f "0o17" }}
{{ add1f "017" }}
{{ add1f "1_000" }}
{{ add1f "1e3" }}
{{ add1f "abc" }}
{{ add1f "" }}
{{ add1f "3.7" }}
{{ add1f " 5" }}
{{ add1f "+5" }}
{{ add1f true }}
{{ add1f false }}
{{ add1f (int64 7) }}
{{ add1f (list 1) }}
{{ add1f (dict) }}
{{ add1f 1e19 }}
{{ add1f -1e19 }}
{{ add1f "99999999999999999999" }}
{{ add1f "-99999999999999999999" }}
{{ add1f "NaN" }}
{{ add1f "inf" }}
{{ add1f (mustToDuration "5s") }}
{{ add1f 9223372036854775807 }}
{{ add1f ".0" }}
{{ add1f "0.0" }}
{{ add1f "1." }}
{{ add1f "00" }}
{{ add1f "-0" }}
{{ add1f "0.10" }}
{{ add1f 1 | typeOf }}
{{ add1f }}
{{ add1f 777 }}
{{ add1f "777" }}
{{ add1f 0.1 }}
