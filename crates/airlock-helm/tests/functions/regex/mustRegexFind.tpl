{{ mustRegexFind "[0-9]+" "a12b" }}
{{ mustRegexFind "(" "x" }}
