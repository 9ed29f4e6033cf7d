{{ randAlphaNum 20 | len }}
{{ regexMatch "^[A-Za-z0-9]{50}$" (randAlphaNum 50) }}
{{ randAlphaNum 0 }}|
{{ randAlphaNum -1 }}|
{{ randAlphaNum "5" }}
{{ eq (randAlphaNum 30) (randAlphaNum 30) }}
{{ randAlphaNum 5 | typeOf }}
