{{ $c := genSelfSignedCertWithKey "db" (list "10.0.0.7" "::1") (list "db.example.com" "*.pods.example.com") 30 (genPrivateKey "ed25519") }}{{ $ca := $c }}{{ $ca.Cert }}{{ $c.Cert }}{{ $c.Key }}
