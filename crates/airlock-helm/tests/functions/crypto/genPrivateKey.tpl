{{ genPrivateKey "dsa" | regexFind "^-----BEGIN [A-Z ]+-----" }} {{ genPrivateKey "dsa" | hasSuffix "-----\n" }}
{{ genPrivateKey "ecdsa" | regexFind "^-----BEGIN [A-Z ]+-----" }} {{ genPrivateKey "ecdsa" | hasSuffix "-----\n" }}
{{ genPrivateKey "ed25519" | regexFind "^-----BEGIN [A-Z ]+-----" }} {{ genPrivateKey "ed25519" | hasSuffix "-----\n" }}
{{ genPrivateKey "rsa" | trunc 31 }}
{{ genPrivateKey "" | trunc 31 }}
{{ genPrivateKey "x" }}
{{ genPrivateKey 5 }}
{{ genPrivateKey "ed25519" | len }} {{ genPrivateKey "ecdsa" | len }}
