{{ mulf 1 2 }}
{{ mulf 7 2 }}
{{ mulf -7 2 }}
{{ mulf 7 -2 }}
{{ mulf "8" 3 }}
{{ mulf 1.9 1.9 }}
{{ mulf nil 5 }}
{{ mulf 9223372036854775807 1 }}
{{ mulf -9223372036854775808 -1 }}
{{ mulf 5 0 }}
{{ mulf 0 0 }}
{{ mulf "x" "y" }}
{{ mulf true 2 }}
{{ mulf (int64 3) 2.5 }}
{{ mulf 1 2 3 4 }}
{{ mulf }}
{{ mulf 5 }}
{{ mulf 1 2 | typeOf }}
{{ mulf 0.1 0.2 }}
{{ mulf 1.1 1.1 1.1 }}
{{ mulf 1e308 1e308 }}
{{ mulf 1e-320 3 }}
{{ mulf 1 3 }}
{{ mulf 2 3 7 }}
{{ mulf -1 3 }}
{{ mulf 10 "NaN" }}
{{ mulf "inf" 1 }}
{{ mulf "-inf" "inf" }}
{{ mulf 0.0 -0.0 }}
{{ mulf 1e300 1e-300 }}
{{ mulf 123456789.123 0.000001 }}
{{ mulf 5 1e-17 }}
{{ mulf 1 1e20 }}
