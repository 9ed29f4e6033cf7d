{{ cat "a" 1 nil true 1.5 }}
{{ cat }}
{{ cat nil nil }}
{{ cat "" "" }}
{{ cat (list 1 "a" nil) (dict "a" 1) }}
{{ cat "100%" "%d" }}
{{ cat .x "b" }}
