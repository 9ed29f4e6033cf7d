{{ sub 1 2 }}
{{ sub 7 2 }}
{{ sub -7 2 }}
{{ sub 7 -2 }}
{{ sub "8" 3 }}
{{ sub 1.9 1.9 }}
{{ sub nil 5 }}
{{ sub 9223372036854775807 1 }}
{{ sub -9223372036854775808 -1 }}
{{ sub 5 0 }}
{{ sub 0 0 }}
{{ sub "x" "y" }}
{{ sub true 2 }}
{{ sub (int64 3) 2.5 }}
{{ sub 1 2 3 4 }}
{{ sub }}
{{ sub 5 }}
{{ sub 1 2 | typeOf }}
{{ sub 0.1 0.2 }}
{{ sub 1.1 1.1 1.1 }}
{{ sub 1e308 1e308 }}
{{ sub 1e-320 3 }}
{{ sub 1 3 }}
{{ sub 2 3 7 }}
{{ sub -1 3 }}
{{ sub 10 "NaN" }}
{{ sub "inf" 1 }}
{{ sub "-inf" "inf" }}
{{ sub 0.0 -0.0 }}
{{ sub 1e300 1e-300 }}
{{ sub 123456789.123 0.000001 }}
{{ sub 5 1e-17 }}
{{ sub 1 1e20 }}
