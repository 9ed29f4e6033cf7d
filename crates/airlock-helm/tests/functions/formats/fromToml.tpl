{{ fromToml "a = 1" | toJson }}
{{ fromToml "a = "x"\nb = 1.5\nc = true\nd = [1, 2]\n[t]\nu = {v = 1}\n[[l]]\nx = 1\n[[l]]\nx = 2" | toJson }}
{{ fromToml "" | toJson }}
{{ fromToml "# c" | toJson }}
{{ fromToml "a.b.c = 1\n\"q r\".s = 2" | toJson }}
{{ fromToml "h = 0x1F\no = 0o17\nb = 0b101\nu = 1_000\nn = -5\np = +5" | toJson }}
{{ fromToml "f = 1e3\ng = -1.5e-3\ni = inf\n" | toJson }}
{{ fromToml "s = '''\nraw\n'''\nt = \"\"\"\nx\\\n   y\"\"\"\nl = 'c:\\d'" | toJson }}
{{ fromToml "e = \"\\u00e9\\t\\n\\U0001F600\"" | toJson }}
{{ fromToml 5 }}
{{ typeOf (fromToml "a = 1").a }} {{ typeOf (fromToml "a = 1.0").a }} {{ typeOf (fromToml "a = [1]").a }} {{ typeOf (fromToml "[[a]]").a }} {{ typeOf (fromToml "[a]").a }}
{{ (fromToml "a = 2024-02-29T13:07:09Z").a }}
{{ typeOf (fromToml "a = 2024-02-29").a }}
{{ hasKey (fromToml "a = ") "Error" }}
{{ hasKey (fromToml "a = 1\na = 2") "Error" }}
{{ toToml (fromToml "a = 2024-02-29\nb = 13:07:09\nc = 2024-02-29T13:07:09.5\nd = 2024-02-29T13:07:09+02:00") }}
