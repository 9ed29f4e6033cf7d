{{ upper "hello" }}
{{ upper "äöü ß ŉ ﬁ ı ſ" }}
{{ upper (b64dec "Yf9i") }}
{{ upper "ǆ ǅ ᾳ ᾀ ა ⅷ ⓐ ΐ" }}
{{ upper nil }}
