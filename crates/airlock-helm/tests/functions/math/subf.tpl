{{ subf 1 2 }}
{{ subf 7 2 }}
{{ subf -7 2 }}
{{ subf 7 -2 }}
{{ subf "8" 3 }}
{{ subf 1.9 1.9 }}
{{ subf nil 5 }}
{{ subf 9223372036854775807 1 }}
{{ subf -9223372036854775808 -1 }}
{{ subf 5 0 }}
{{ subf 0 0 }}
{{ subf "x" "y" }}
{{ subf true 2 }}
{{ subf (int64 3) 2.5 }}
{{ subf 1 2 3 4 }}
{{ subf }}
{{ subf 5 }}
{{ subf 1 2 | typeOf }}
{{ subf 0.1 0.2 }}
{{ subf 1.1 1.1 1.1 }}
{{ subf 1e308 1e308 }}
{{ subf 1e-320 3 }}
{{ subf 1 3 }}
{{ subf 2 3 7 }}
{{ subf -1 3 }}
{{ subf 10 "NaN" }}
{{ subf "inf" 1 }}
{{ subf "-inf" "inf" }}
{{ subf 0.0 -0.0 }}
{{ subf 1e300 1e-300 }}
{{ subf 123456789.123 0.000001 }}
{{ subf 5 1e-17 }}
{{ subf 1 1e20 }}
