{{ ceil nil }}
{{ ceil 1 }}
{{ ceil -1 }}
{{ ceil 2.9 }}
{{ ceil -2.9 }}
{{ ceil "5" }}
{{ ceil "8.00" }}
{{ ceil "08" }}
{{ ceil "0x1F" }}
{{ ceil "0b11" }}
{{ ceil "0o17" }}
{{ ceil "017" }}
{{ ceil "1_000" }}
{{ ceil "1e3" }}
{{ ceil "abc" }}
{{ ceil "" }}
{{ ceil "3.7" }}
{{ ceil " 5" }}
{{ ceil "+5" }}
{{ ceil true }}
{{ ceil false }}
{{ ceil (int64 7) }}
{{ ceil (list 1) }}
{{ ceil (dict) }}
{{ ceil 1e19 }}
{{ ceil -1e19 }}
{{ ceil "99999999999999999999" }}
{{ ceil "-99999999999999999999" }}
{{ ceil "NaN" }}
{{ ceil "inf" }}
{{ ceil (mustToDuration "5s") }}
{{ ceil 9223372036854775807 }}
{{ ceil ".0" }}
{{ ceil "0.0" }}
{{ ceil "1." }}
{{ ceil "00" }}
{{ ceil "-0" }}
{{ ceil "0.10" }}
{{ ceil 1 | typeOf }}
{{ ceil }}
{{ ceil 777 }}
{{ ceil "777" }}
{{ ceil 0.1 }}
