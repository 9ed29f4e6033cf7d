{{ randNumeric 20 | len }}
{{ regexMatch "^[0-9]{50}$" (randNumeric 50) }}
{{ randNumeric 0 }}|
{{ randNumeric -1 }}|
{{ randNumeric "5" }}
{{ eq (randNumeric 30) (randNumeric 30) }}
{{ randNumeric 5 | typeOf }}
