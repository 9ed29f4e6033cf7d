{{ any }}
{{ any 0 "" nil 1 }}
{{ any 0 "" nil }}
