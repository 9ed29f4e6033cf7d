{{ range until 1000000 }}{{ $_ := bcrypt "x" }}{{ end }}
{{ range until 1000000 }}{{ $_ := derivePassword 1 "long" "p" "u" "s" }}{{ end }}
{{ range until 1000000 }}{{ $_ := genSelfSignedCert "x" nil nil 1 }}{{ end }}
{{ range until 1000000 }}{{ $_ := genPrivateKey "rsa" }}{{ end }}
{{ range until 1000000 }}{{ $_ := genPrivateKey "dsa" }}{{ end }}
{{ range until 1000000 }}{{ $_ := genPrivateKey "ed25519" }}{{ end }}
