{{ div 1 2 }}
{{ div 7 2 }}
{{ div -7 2 }}
{{ div 7 -2 }}
{{ div "8" 3 }}
{{ div 1.9 1.9 }}
{{ div nil 5 }}
{{ div 9223372036854775807 1 }}
{{ div -9223372036854775808 -1 }}
{{ div 5 0 }}
{{ div 0 0 }}
{{ div "x" "y" }}
{{ div true 2 }}
{{ div (int64 3) 2.5 }}
{{ div 1 2 3 4 }}
{{ div }}
{{ div 5 }}
{{ div 1 2 | typeOf }}
{{ div 0.1 0.2 }}
{{ div 1.1 1.1 1.1 }}
{{ div 1e308 1e308 }}
{{ div 1e-320 3 }}
{{ div 1 3 }}
{{ div 2 3 7 }}
{{ div -1 3 }}
{{ div 10 "NaN" }}
{{ div "inf" 1 }}
{{ div "-inf" "inf" }}
{{ div 0.0 -0.0 }}
{{ div 1e300 1e-300 }}
{{ div 123456789.123 0.000001 }}
{{ div 5 1e-17 }}
{{ div 1 1e20 }}
