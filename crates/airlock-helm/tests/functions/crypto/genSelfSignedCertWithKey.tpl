{{ $c := genSelfSignedCertWithKey "x" (list "1.2.3.4") (list "a.b") 30 (genPrivateKey "ecdsa") }}{{ typeOf $c }} {{ kindOf $c }} {{ $c.Cert | hasPrefix "-----BEGIN CERTIFICATE-----\n" }} {{ $c.Key | hasPrefix "-----BEGIN EC PRIVATE KEY-----\n" }} {{ $c.Key | hasSuffix "-----\n" }}
{{ genSelfSignedCertWithKey "x" nil nil 1 "k" }}
{{ genSelfSignedCertWithKey "x" (list "zz") nil 1 (genPrivateKey "ed25519") }}
