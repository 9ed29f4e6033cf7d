{{ mustRegexSplit "z+" "pizza" -1 | toJson }}
{{ mustRegexSplit "(" "x" -1 }}
