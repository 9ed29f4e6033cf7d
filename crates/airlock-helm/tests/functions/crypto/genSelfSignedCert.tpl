{{ $c := genSelfSignedCert "x" (list "1.2.3.4" "::1") (list "a.b" "*.c") 30 }}{{ typeOf $c }} {{ kindOf $c }} {{ $c.Cert | hasPrefix "-----BEGIN CERTIFICATE-----\n" }} {{ $c.Key | hasPrefix "-----BEGIN RSA PRIVATE KEY-----\n" }} {{ $c.Key | hasSuffix "-----\n" }}
{{ genSelfSignedCert "x" (list "zz") nil 1 }}
{{ genSelfSignedCert "x" (list 1) nil 1 }}
{{ genSelfSignedCert "x" nil (list 1) 1 }}
{{ genSelfSignedCert "x" nil (list "é") 1 }}
{{ (genSelfSignedCert "x" nil nil 1).Cert | len | lt 500 }}
{{ genSelfSignedCert "x" "y" nil 1 }}
{{ genSelfSignedCert "x" (list nil) nil 1 }}
