{{ semver "1.2.3" }}
{{ semver "v1.2.3" }}
{{ semver "1" }}
{{ semver "1.2" }}
{{ semver "01.2.3" }}
{{ semver "1.2.3-alpha.1+b.2" }}
{{ semver "1.2.3-01" }}
{{ semver "" }}
{{ semver "x" }}
{{ semver "1.2.3.4" }}
{{ semver "1.2.3-" }}
{{ semver "v" }}
{{ semver "18446744073709551616" }}
{{ semver "1.2.3+é" }}
{{ semver "V1.2.3" }}
{{ $v := semver "v1.2.3-rc.1+b" }}{{ $v.Major }} {{ $v.Minor }} {{ $v.Patch }} {{ $v.Prerelease }} {{ $v.Metadata }} {{ $v.Original }} {{ $v.String }} {{ typeOf $v }} {{ kindOf $v }} {{ typeOf $v.Major }}
{{ (semver "v1.2.3-rc.1").IncPatch }} {{ (semver "v1.2.3").IncPatch }} {{ (semver "v1.2.3").IncMinor }} {{ (semver "v1.2.3").IncMajor }} {{ typeOf (semver "1.2.3").IncMajor }}
{{ (semver "1.2.3").Compare (semver "1.2.4") }} {{ (semver "1.2.3").LessThan (semver "1.2.4") }} {{ (semver "1.2.3").GreaterThan (semver "1.2.4") }} {{ (semver "1.2.3").Equal (semver "1.2.3+x") }} {{ (semver "1.2.3").LessThanEqual (semver "1.2.3") }} {{ (semver "1.2.3").GreaterThanEqual (semver "1.2.3") }}
{{ (semver "1.2.3").SetPrerelease "x.1" }} {{ (semver "1.2.3").SetMetadata "m" }}
{{ (semver "1.2.3").SetPrerelease "01" }}
{{ (semver "1.2.3").IncMajor.Original }}
{{ (semver "1.2.3").IncMajor.Major }}
{{ (semver "1.2.3").Foo }}
{{ (semver "1.2.3").Compare "1.2.3" }}
{{ (semver "1.2.3").Compare nil }}
{{ (semver "1.2.3").Equal nil }}
{{ semver 1 }}
{{ (semver "18446744073709551615.0.0").IncMajor }}
{{ toJson (semver "v1.2.3") }} {{ toYaml (dict "v" (semver "v1.2.3")) }}
{{ printf "%s %v" (semver "v1.2.3") (semver "v1.2.3") }}
{{ if semver "0.0.0" }}y{{ end }}
