{{ randAlpha 20 | len }}
{{ regexMatch "^[A-Za-z]{50}$" (randAlpha 50) }}
{{ randAlpha 0 }}|
{{ randAlpha -1 }}|
{{ randAlpha "5" }}
{{ eq (randAlpha 30) (randAlpha 30) }}
{{ randAlpha 5 | typeOf }}
