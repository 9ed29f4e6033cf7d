{{ buildCustomCert "a" "b" }}
{{ buildCustomCert "" "b" }}
{{ buildCustomCert "" "" }}
{{ $k := genPrivateKey "ecdsa" }}{{ $ca := genCAWithKey "ca" 1 $k }}{{ $c := buildCustomCert (b64enc $ca.Cert) (b64enc $ca.Key) }}{{ eq $c.Cert $ca.Cert }} {{ eq $c.Key $ca.Key }} {{ typeOf $c }}
{{ $ca := genCAWithKey "ca" 1 (genPrivateKey "ecdsa") }}{{ buildCustomCert (b64enc $ca.Cert) (b64enc "x") }}
{{ $k := genPrivateKey "ecdsa" }}{{ $ca := genCAWithKey "ca" 1 $k }}{{ $c := buildCustomCert (b64enc $ca.Cert) (b64enc $ca.Key) }}{{ (genSignedCertWithKey "x" nil nil 1 $c $k).Key | eq $k }}
{{ $a := genCAWithKey "a" 1 (genPrivateKey "ecdsa") }}{{ $b := genCAWithKey "b" 1 (genPrivateKey "ecdsa") }}{{ $c := buildCustomCert (b64enc $a.Cert) (b64enc $b.Key) }}{{ genSignedCertWithKey "x" nil nil 1 $c $a.Key }}
