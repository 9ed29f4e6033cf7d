{{ toDecimal nil }}
{{ toDecimal 1 }}
{{ toDecimal -1 }}
{{ toDecimal 2.9 }}
{{ toDecimal -2.9 }}
{{ toDecimal "5" }}
{{ toDecimal "8.00" }}
{{ toDecimal "08" }}
{{ toDecimal "0x1F" }}
{{ toDecimal "0b11" }}
{{ toDecimal "0o17" }}
{{ toDecimal "017" }}
{{ toDecimal "1_000" }}
{{ toDecimal "1e3" }}
{{ toDecimal "abc" }}
{{ toDecimal "" }}
{{ toDecimal "3.7" }}
{{ toDecimal " 5" }}
{{ toDecimal "+5" }}
{{ toDecimal true }}
{{ toDecimal false }}
{{ toDecimal (int64 7) }}
{{ toDecimal (list 1) }}
{{ toDecimal (dict) }}
{{ toDecimal 1e19 }}
{{ toDecimal -1e19 }}
{{ toDecimal "99999999999999999999" }}
{{ toDecimal "-99999999999999999999" }}
{{ toDecimal "NaN" }}
{{ toDecimal "inf" }}
{{ toDecimal (mustToDuration "5s") }}
{{ toDecimal 9223372036854775807 }}
{{ toDecimal ".0" }}
{{ toDecimal "0.0" }}
{{ toDecimal "1." }}
{{ toDecimal "00" }}
{{ toDecimal "-0" }}
{{ toDecimal "0.10" }}
{{ toDecimal 1 | typeOf }}
{{ toDecimal }}
{{ toDecimal 777 }}
{{ toDecimal "777" }}
{{ toDecimal 0.1 }}
