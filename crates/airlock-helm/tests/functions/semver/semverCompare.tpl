{{ semverCompare ">=1.2.0" "1.2.3" }}
{{ semverCompare ">=1.2.0" "v1.3.0-rc1" }}
{{ semverCompare ">=1.2.0-0" "1.3.0-rc1" }}
{{ semverCompare "^1.2" "1.9.9" }}
{{ semverCompare "^0.2.3" "0.3.0" }}
{{ semverCompare "~1.2.3" "1.2.9" }}
{{ semverCompare "~1" "1.9.0" }}
{{ semverCompare "1.x" "1.5.0" }}
{{ semverCompare "*" "0.0.1" }}
{{ semverCompare "1.2.3 - 1.4" "1.4.5" }}
{{ semverCompare ">1 <3" "2.0.0" }}
{{ semverCompare ">1, <3" "3.0.0" }}
{{ semverCompare "<1 || >2" "2.5.0" }}
{{ semverCompare "!=1.2.3" "1.2.3" }}
{{ semverCompare "=>1" "1.0.0" }}
{{ semverCompare "~>2" "2.9.9" }}
{{ semverCompare "" "1.0.0" }}
{{ semverCompare "x y" "1.0.0" }}
{{ semverCompare ">=a" "1" }}
{{ semverCompare ">=1" "x" }}
{{ semverCompare ">1.2" "1.2.5" }}
{{ semverCompare "<=1.2" "1.2.9" }}
{{ semverCompare "1.2.3" "1.2.3+x" }}
{{ semverCompare "^" "1" }}
{{ semverCompare ">=1.21-0" "v1.37.0" }}
{{ semverCompare "1.2|3" "1" }}
{{ semverCompare ">= 1.2.3" "1.2.3" }}
{{ semverCompare "1..2" "1" }}
{{ semverCompare "^0.0.3" "0.0.4" }}
{{ semverCompare "^0" "0.9.0" }}
{{ semverCompare 1 2 }}
{{ semverCompare (repeat 600 "x") "1" }}
{{ semverCompare (repeat 40 "1||") "1" }}
