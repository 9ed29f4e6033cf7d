{{ biggest 1 2 }}
{{ biggest 7 2 }}
{{ biggest -7 2 }}
{{ biggest 7 -2 }}
{{ biggest "8" 3 }}
{{ biggest 1.9 1.9 }}
{{ biggest nil 5 }}
{{ biggest 9223372036854775807 1 }}
{{ biggest -9223372036854775808 -1 }}
{{ biggest 5 0 }}
{{ biggest 0 0 }}
{{ biggest "x" "y" }}
{{ biggest true 2 }}
{{ biggest (int64 3) 2.5 }}
{{ biggest 1 2 3 4 }}
{{ biggest }}
{{ biggest 5 }}
{{ biggest 1 2 | typeOf }}
{{ biggest 0.1 0.2 }}
{{ biggest 1.1 1.1 1.1 }}
{{ biggest 1e308 1e308 }}
{{ biggest 1e-320 3 }}
{{ biggest 1 3 }}
{{ biggest 2 3 7 }}
{{ biggest -1 3 }}
{{ biggest 10 "NaN" }}
{{ biggest "inf" 1 }}
{{ biggest "-inf" "inf" }}
{{ biggest 0.0 -0.0 }}
{{ biggest 1e300 1e-300 }}
{{ biggest 123456789.123 0.000001 }}
{{ biggest 5 1e-17 }}
{{ biggest 1 1e20 }}
