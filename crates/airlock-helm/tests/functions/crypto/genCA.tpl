{{ $c := genCA "ca" 365 }}{{ typeOf $c }} {{ kindOf $c }} {{ $c.Cert | hasPrefix "-----BEGIN CERTIFICATE-----\n" }} {{ $c.Key | hasPrefix "-----BEGIN RSA PRIVATE KEY-----\n" }} {{ $c.Key | hasSuffix "-----\n" }}
{{ (genCA "ca" 365).Nope }}
{{ genCA "ca" }}
{{ genCA 1 2 }}
{{ genCA "ca" "x" }}
{{ $c := genCA "" 1 }}{{ gt (len $c.Cert) 500 }}
{{ toJson (genCA "ca" 1 | typeOf) }}
{{ range $k, $v := (fromJson (toJson (genCA "ca" 1))) }}{{ $k }} {{ end }}
