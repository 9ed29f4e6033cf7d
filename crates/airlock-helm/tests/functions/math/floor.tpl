{{ floor nil }}
{{ floor 1 }}
{{ floor -1 }}
{{ floor 2.9 }}
{{ floor -2.9 }}
{{ floor "5" }}
{{ floor "8.00" }}
{{ floor "08" }}
{{ floor "0x1F" }}
{{ floor "0b11" }}
{{ floor "0o17" }}
{{ floor "017" }}
{{ floor "1_000" }}
{{ floor "1e3" }}
{{ floor "abc" }}
{{ floor "" }}
{{ floor "3.7" }}
{{ floor " 5" }}
{{ floor "+5" }}
{{ floor true }}
{{ floor false }}
{{ floor (int64 7) }}
{{ floor (list 1) }}
{{ floor (dict) }}
{{ floor 1e19 }}
{{ floor -1e19 }}
{{ floor "99999999999999999999" }}
{{ floor "-99999999999999999999" }}
{{ floor "NaN" }}
{{ floor "inf" }}
{{ floor (mustToDuration "5s") }}
{{ floor 9223372036854775807 }}
{{ floor ".0" }}
{{ floor "0.0" }}
{{ floor "1." }}
{{ floor "00" }}
{{ floor "-0" }}
{{ floor "0.10" }}
{{ floor 1 | typeOf }}
{{ floor }}
{{ floor 777 }}
{{ floor "777" }}
{{ floor 0.1 }}
