{{ maxf 1 2 }}
{{ maxf 7 2 }}
{{ maxf -7 2 }}
{{ maxf 7 -2 }}
{{ maxf "8" 3 }}
{{ maxf 1.9 1.9 }}
{{ maxf nil 5 }}
{{ maxf 9223372036854775807 1 }}
{{ maxf -9223372036854775808 -1 }}
{{ maxf 5 0 }}
{{ maxf 0 0 }}
{{ maxf "x" "y" }}
{{ maxf true 2 }}
{{ maxf (int64 3) 2.5 }}
{{ maxf 1 2 3 4 }}
{{ maxf }}
{{ maxf 5 }}
{{ maxf 1 2 | typeOf }}
{{ maxf 0.1 0.2 }}
{{ maxf 1.1 1.1 1.1 }}
{{ maxf 1e308 1e308 }}
{{ maxf 1e-320 3 }}
{{ maxf 1 3 }}
{{ maxf 2 3 7 }}
{{ maxf -1 3 }}
{{ maxf 10 "NaN" }}
{{ maxf "inf" 1 }}
{{ maxf "-inf" "inf" }}
{{ maxf 0.0 -0.0 }}
{{ maxf 1e300 1e-300 }}
{{ maxf 123456789.123 0.000001 }}
{{ maxf 5 1e-17 }}
{{ maxf 1 1e20 }}
