{{ int nil }}
{{ int 1 }}
{{ int -1 }}
{{ int 2.9 }}
{{ int -2.9 }}
{{ int "5" }}
{{ int "8.00" }}
{{ int "08" }}
{{ int "0x1F" }}
{{ int "0b11" }}
{{ int "0o17" }}
{{ int "017" }}
{{ int "1_000" }}
{{ int "1e3" }}
{{ int "abc" }}
{{ int "" }}
{{ int "3.7" }}
{{ int " 5" }}
{{ int "+5" }}
{{ int true }}
{{ int false }}
{{ int (int64 7) }}
{{ int (list 1) }}
{{ int (dict) }}
{{ int 1e19 }}
{{ int -1e19 }}
{{ int "99999999999999999999" }}
{{ int "-99999999999999999999" }}
{{ int "NaN" }}
{{ int "inf" }}
{{ int (mustToDuration "5s") }}
{{ int 9223372036854775807 }}
{{ int ".0" }}
{{ int "0.0" }}
{{ int "1." }}
{{ int "00" }}
{{ int "-0" }}
{{ int "0.10" }}
{{ int 1 | typeOf }}
{{ int }}
{{ int 777 }}
{{ int "777" }}
{{ int 0.1 }}
