{{ addf 1 2 }}
{{ addf 7 2 }}
{{ addf -7 2 }}
{{ addf 7 -2 }}
{{ addf "8" 3 }}
{{ addf 1.9 1.9 }}
{{ addf nil 5 }}
{{ addf 9223372036854775807 1 }}
{{ addf -9223372036854775808 -1 }}
{{ addf 5 0 }}
{{ addf 0 0 }}
{{ addf "x" "y" }}
{{ addf true 2 }}
{{ addf (int64 3) 2.5 }}
{{ addf 1 2 3 4 }}
{{ addf }}
{{ addf 5 }}
{{ addf 1 2 | typeOf }}
{{ addf 0.1 0.2 }}
{{ addf 1.1 1.1 1.1 }}
{{ addf 1e308 1e308 }}
{{ addf 1e-320 3 }}
{{ addf 1 3 }}
{{ addf 2 3 7 }}
{{ addf -1 3 }}
{{ addf 10 "NaN" }}
{{ addf "inf" 1 }}
{{ addf "-inf" "inf" }}
{{ addf 0.0 -0.0 }}
{{ addf 1e300 1e-300 }}
{{ addf 123456789.123 0.000001 }}
{{ addf 5 1e-17 }}
{{ addf 1 1e20 }}
