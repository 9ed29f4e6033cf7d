module oracle/verdict

go 1.26.0
