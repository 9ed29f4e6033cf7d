{{ $c := genSelfSignedCert "db" (list "10.0.0.7" "::1") (list "db.example.com" "*.pods.example.com") 30 }}{{ $ca := $c }}{{ $ca.Cert }}{{ $c.Cert }}{{ $c.Key }}
