{{ divf 1 2 }}
{{ divf 7 2 }}
{{ divf -7 2 }}
{{ divf 7 -2 }}
{{ divf "8" 3 }}
{{ divf 1.9 1.9 }}
{{ divf nil 5 }}
{{ divf 9223372036854775807 1 }}
{{ divf -9223372036854775808 -1 }}
{{ divf 5 0 }}
{{ divf 0 0 }}
{{ divf "x" "y" }}
{{ divf true 2 }}
{{ divf (int64 3) 2.5 }}
{{ divf 1 2 3 4 }}
{{ divf }}
{{ divf 5 }}
{{ divf 1 2 | typeOf }}
{{ divf 0.1 0.2 }}
{{ divf 1.1 1.1 1.1 }}
{{ divf 1e308 1e308 }}
{{ divf 1e-320 3 }}
{{ divf 1 3 }}
{{ divf 2 3 7 }}
{{ divf -1 3 }}
{{ divf 10 "NaN" }}
{{ divf "inf" 1 }}
{{ divf "-inf" "inf" }}
{{ divf 0.0 -0.0 }}
{{ divf 1e300 1e-300 }}
{{ divf 123456789.123 0.000001 }}
{{ divf 5 1e-17 }}
{{ divf 1 1e20 }}
