{{ substr 0 5 "hello world" }}
{{ substr -1 3 "hello" }}
{{ substr 2 -1 "hello" }}
{{ substr 2 100 "hello" }}
{{ substr 3 2 "hello" }}
{{ substr 6 -1 "hello" }}
{{ substr -1 9 "hello" }}
{{ substr -1 -1 "hello" }}
{{ substr 5 5 "hello" }}
{{ substr 9 3 "hello" }}
{{ substr 0 1 "é" | b64enc }}
