{{ $ca := genCA "root" 30 }}{{ $c := genSignedCert "db" (list "10.0.0.7" "::1") (list "db.example.com" "*.pods.example.com") 30 $ca }}{{ $ca.Cert }}{{ $c.Cert }}{{ $c.Key }}
