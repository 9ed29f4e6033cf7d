{{ randAscii 20 | len }}
{{ regexMatch "^[ -~]{50}$" (randAscii 50) }}
{{ randAscii 0 }}|
{{ randAscii -1 }}|
{{ randAscii "5" }}
{{ eq (randAscii 30) (randAscii 30) }}
{{ randAscii 5 | typeOf }}
