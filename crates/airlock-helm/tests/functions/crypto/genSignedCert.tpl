{{ $ca := genCA "ca" 1 }}{{ $c := genSignedCert "x" (list "1.2.3.4") (list "a.b") 30 $ca }}{{ typeOf $c }} {{ kindOf $c }} {{ $c.Cert | hasPrefix "-----BEGIN CERTIFICATE-----\n" }} {{ $c.Key | hasPrefix "-----BEGIN RSA PRIVATE KEY-----\n" }} {{ $c.Key | hasSuffix "-----\n" }}
{{ $ca := genCAWithKey "ca" 1 (genPrivateKey "ecdsa") }}{{ $c := genSignedCert "x" nil nil 30 $ca }}{{ typeOf $c }} {{ kindOf $c }} {{ $c.Cert | hasPrefix "-----BEGIN CERTIFICATE-----\n" }} {{ $c.Key | hasPrefix "-----BEGIN RSA PRIVATE KEY-----\n" }} {{ $c.Key | hasSuffix "-----\n" }}
{{ genSignedCert "x" nil nil 1 "x" }}
{{ genSignedCert "x" nil nil 1 nil }}
{{ $ca := genCA "ca" 1 }}{{ genSignedCert "x" (list 1) nil 1 $ca }}
