module airlock/oracle/gotmpl

go 1.26
