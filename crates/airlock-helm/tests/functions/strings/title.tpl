{{ title "hello world" }}
{{ title "HELLO wORLD" }}
{{ title "o'neil foo-bar_baz 9lives" }}
{{ title "ǆ ǆa éa äb" }}
{{ title (b64dec "YSD/Yg==") }}
{{ title "a\tb\u00a0c" }}
{{ title "აბ" }}
