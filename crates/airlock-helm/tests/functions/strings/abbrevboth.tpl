{{ abbrevboth 5 10 "1234 5678 9123" }}
{{ abbrevboth 1 4 "hello world" }}
{{ abbrevboth 0 5 "hello world" }}
{{ abbrevboth 10 8 "hello wide world" }}
{{ abbrevboth 5 7 "abcdefghijklmno" }}
{{ abbrevboth 100 8 "abcdefghijklmno" }}
{{ abbrevboth -3 8 "abcdefghijklmno" }}
{{ abbrevboth 5 3 "abc" }}
{{ abbrevboth 6 9 "abcdefghijklmnopqrst" }}
