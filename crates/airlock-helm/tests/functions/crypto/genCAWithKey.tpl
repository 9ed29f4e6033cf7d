{{ $c := genCAWithKey "ca" 365 (genPrivateKey "ecdsa") }}{{ typeOf $c }} {{ kindOf $c }} {{ $c.Cert | hasPrefix "-----BEGIN CERTIFICATE-----\n" }} {{ $c.Key | hasPrefix "-----BEGIN EC PRIVATE KEY-----\n" }} {{ $c.Key | hasSuffix "-----\n" }}
{{ $c := genCAWithKey "ca" 365 (genPrivateKey "ed25519") }}{{ typeOf $c }} {{ kindOf $c }} {{ $c.Cert | hasPrefix "-----BEGIN CERTIFICATE-----\n" }} {{ $c.Key | hasPrefix "-----BEGIN PRIVATE KEY-----\n" }} {{ $c.Key | hasSuffix "-----\n" }}
{{ $k := genPrivateKey "ecdsa" }}{{ eq $k (genCAWithKey "c" 1 $k).Key }}
{{ $k := genPrivateKey "ed25519" }}{{ eq $k (genCAWithKey "c" 1 $k).Key }}
{{ genCAWithKey "c" 1 "x" }}
{{ genCAWithKey "c" 1 "-----BEGIN X-----\nAAAA\n-----END X-----\n" }}
{{ genCAWithKey "c" 1 "-----BEGIN FOO PRIVATE KEY-----\nAAAA\n-----END FOO PRIVATE KEY-----\n" }}
{{ genCAWithKey "c" 1 (genPrivateKey "dsa") }}
{{ genCAWithKey "c" 1 5 }}
