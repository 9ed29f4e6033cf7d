{{ swapcase "This Is A.Test" }}
{{ swapcase "aBc dEf" }}
{{ swapcase "ǅ ǆ ǆx äÖ ß" }}
{{ swapcase "ª ⅷ ⓐ Ⅷ" }}
{{ swapcase (b64dec "Yf9C") }}
