package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"text/template"
	"time"

	"github.com/Masterminds/sprig/v3"
)

// The stand-ins: what stands in place of everything that is random, timed or makes keys, so that
// two renderers can be compared to the byte. xtask/src/standins.rs has the same, word for word;
// this table is their one description.
//
//	randAlphaNum N, randAlpha N, randAscii N, randNumeric N   N times "a", "b", "c", "7"
//	randInt A B                  A
//	randBytes N                  base64 of N zero bytes
//	shuffle S                    S
//	uuidv4                       00000000-0000-4000-8000-000000000000
//	genPrivateKey TYPE           a block "key of type TYPE"
//	genCA CN DAYS                Cert "ca CN DAYS", Key "key of CN"
//	genSelfSignedCert CN IPS DNS DAYS      Cert "self-signed CN IPS DNS DAYS", Key "key of CN"
//	genSignedCert CN IPS DNS DAYS CA       Cert "signed CN IPS DNS DAYS by CERT", Key "key of CN"
//	…WithKey … KEY               the same, Key is KEY
//	buildCustomCert CERT KEY     both from base64
//	bcrypt PASSWORD              "bcrypt of PASSWORD"
//	htpasswd USER PASSWORD       "USER:bcrypt of PASSWORD"
//	encryptAES KEY TEXT          "TEXT encrypted with KEY"
//	now                          2026-01-02 03:04:05 UTC; also where ago, date, htmlDate and
//	                             durationRound ask the clock
func standIns() template.FuncMap {
	funcs := template.FuncMap{
		"randAlphaNum":  repeated("a"),
		"randAlpha":     repeated("b"),
		"randAscii":     repeated("c"),
		"randNumeric":   repeated("7"),
		"randInt":       func(low, _ int) int { return low },
		"randBytes":     zeroBytes,
		"shuffle":       func(s string) string { return s },
		"uuidv4":        func() string { return "00000000-0000-4000-8000-000000000000" },
		"genPrivateKey": privateKey,
		"bcrypt":        hash,
		"htpasswd":      func(user, password string) string { return user + ":" + hash(password) },
		"encryptAES":    func(key, text string) (string, error) { return text + " encrypted with " + key, nil },
	}
	addCertificates(funcs)
	addClock(funcs)
	return funcs
}

func repeated(letter string) func(int) string {
	return func(count int) string {
		if count <= 0 {
			return ""
		}
		return strings.Repeat(letter, count)
	}
}

func zeroBytes(count int) (string, error) {
	return base64.StdEncoding.EncodeToString(make([]byte, max(count, 0))), nil
}

func privateKey(kind string) string {
	return "-----BEGIN STAND-IN-----\nkey of type " + kind + "\n-----END STAND-IN-----\n"
}

func hash(password string) string { return "bcrypt of " + password }

type certificate struct {
	Cert string
	Key  string
}

func certify(cn string, words ...any) certificate {
	return certificate{Cert: fmt.Sprintln(words...), Key: "key of " + cn + "\n"}
}

func withKey(c certificate, key string) certificate {
	c.Key = key
	return c
}

// joined refuses what is no string, as the real functions do.
func joined(list []any) (string, error) {
	var words []string
	for _, item := range list {
		word, ok := item.(string)
		if !ok {
			return "", fmt.Errorf("%v is not a string", item)
		}
		words = append(words, word)
	}
	return "[" + strings.Join(words, ",") + "]", nil
}

func selfSigned(cn string, ips, dns []any, days int) (certificate, error) {
	return issued("self-signed", cn, ips, dns, days, "")
}

func signed(cn string, ips, dns []any, days int, ca certificate) (certificate, error) {
	return issued("signed", cn, ips, dns, days, " by "+strings.TrimSpace(ca.Cert))
}

func issued(how, cn string, ips, dns []any, days int, by string) (certificate, error) {
	addresses, err := joined(ips)
	if err != nil {
		return certificate{}, err
	}
	names, err := joined(dns)
	if err != nil {
		return certificate{}, err
	}
	return certify(cn, how, cn, addresses, names, fmt.Sprint(days)+by), nil
}

func addCertificates(funcs template.FuncMap) {
	authority := func(cn string, days int) (certificate, error) { return certify(cn, "ca", cn, days), nil }
	funcs["genCA"] = authority
	funcs["genCAWithKey"] = func(cn string, days int, key string) (certificate, error) {
		c, err := authority(cn, days)
		return withKey(c, key), err
	}
	funcs["genSelfSignedCert"] = selfSigned
	funcs["genSelfSignedCertWithKey"] = func(cn string, ips, dns []any, days int, key string) (certificate, error) {
		c, err := selfSigned(cn, ips, dns, days)
		return withKey(c, key), err
	}
	funcs["genSignedCert"] = signed
	funcs["genSignedCertWithKey"] = func(cn string, ips, dns []any, days int, ca certificate, key string) (certificate, error) {
		c, err := signed(cn, ips, dns, days, ca)
		return withKey(c, key), err
	}
	funcs["buildCustomCert"] = customCertificate
}

func customCertificate(cert, key string) (certificate, error) {
	c, err := base64.StdEncoding.DecodeString(cert)
	if err != nil {
		return certificate{}, errors.New("unable to decode base64 certificate")
	}
	k, err := base64.StdEncoding.DecodeString(key)
	if err != nil {
		return certificate{}, errors.New("unable to decode base64 private key")
	}
	return certificate{Cert: string(c), Key: string(k)}, nil
}

var fixedNow = time.Date(2026, time.January, 2, 3, 4, 5, 0, time.UTC)

// addClock fixes `now`, and hands a fixed time to the functions that would look at the clock
// themselves when they are given something that is no time.
func addClock(funcs template.FuncMap) {
	real := sprig.TxtFuncMap()
	funcs["now"] = func() time.Time { return fixedNow }
	funcs["ago"] = func(date any) string { return fixedNow.Sub(moment(date)).Round(time.Second).String() }
	inZone := real["dateInZone"].(func(string, any, string) string)
	funcs["date"] = func(layout string, date any) string { return inZone(layout, moment(date), "UTC") }
	funcs["htmlDate"] = func(date any) string { return inZone("2006-01-02", moment(date), "UTC") }
	for _, name := range []string{"dateInZone", "date_in_zone"} {
		funcs[name] = func(layout string, date any, zone string) string { return inZone(layout, moment(date), zone) }
	}
	funcs["htmlDateInZone"] = func(date any, zone string) string { return inZone("2006-01-02", moment(date), zone) }
	round := real["durationRound"].(func(any) string)
	funcs["durationRound"] = func(d any) string {
		if t, ok := d.(time.Time); ok {
			return round(int64(fixedNow.Sub(t)))
		}
		return round(d)
	}
}

func moment(date any) time.Time {
	switch date := date.(type) {
	case time.Time:
		return date
	case *time.Time:
		return *date
	case int64:
		return time.Unix(date, 0)
	case int:
		return time.Unix(int64(date), 0)
	case int32:
		return time.Unix(int64(date), 0)
	}
	return fixedNow
}
