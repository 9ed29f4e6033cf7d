{{ minf 1 2 }}
{{ minf 7 2 }}
{{ minf -7 2 }}
{{ minf 7 -2 }}
{{ minf "8" 3 }}
{{ minf 1.9 1.9 }}
{{ minf nil 5 }}
{{ minf 9223372036854775807 1 }}
{{ minf -9223372036854775808 -1 }}
{{ minf 5 0 }}
{{ minf 0 0 }}
{{ minf "x" "y" }}
{{ minf true 2 }}
{{ minf (int64 3) 2.5 }}
{{ minf 1 2 3 4 }}
{{ minf }}
{{ minf 5 }}
{{ minf 1 2 | typeOf }}
{{ minf 0.1 0.2 }}
{{ minf 1.1 1.1 1.1 }}
{{ minf 1e308 1e308 }}
{{ minf 1e-320 3 }}
{{ minf 1 3 }}
{{ minf 2 3 7 }}
{{ minf -1 3 }}
{{ minf 10 "NaN" }}
{{ minf "inf" 1 }}
{{ minf "-inf" "inf" }}
{{ minf 0.0 -0.0 }}
{{ minf 1e300 1e-300 }}
{{ minf 123456789.123 0.000001 }}
{{ minf 5 1e-17 }}
{{ minf 1 1e20 }}
