{{ ternary "a" "b" true }}
{{ ternary "a" "b" false }}
{{ true | ternary 1 2 }}
{{ ternary nil 2 true }}|
{{ ternary 1 2 "true" }}
{{ ternary 1 2 nil }}
{{ ternary 1 2 .x }}
{{ empty "" | ternary "a" "b" }}
{{ ternary 1 2 1 }}
