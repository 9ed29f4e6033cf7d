// The judge of crates/airlock-gotmpl: runs templates with Go's own text/template. It reads lines of
// "missingkey template", the template in hexadecimal, and answers each with "ok text" or
// "error text", the text in hexadecimal. Functions and data are the ones that the crate's tests
// have too, in functions.go.
package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"text/template"
)

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		missingKey, source, _ := strings.Cut(in.Text(), " ")
		text, err := hex.DecodeString(source)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		given, err := judge(string(text), missingKey)
		if err != nil {
			fmt.Fprintf(out, "error %x\n", err.Error())
		} else {
			fmt.Fprintf(out, "ok %x\n", given)
		}
	}
}

// judge runs one template as Helm's engine would: a root named gotpl, the file beside it.
func judge(source, missingKey string) (string, error) {
	root := template.New("gotpl").Option("missingkey=" + missingKey)
	root.Funcs(functions())
	bind(root, map[string]int{}, missingKey)
	if _, err := root.New("case").Parse(source); err != nil {
		return "", err
	}
	var text strings.Builder
	if err := root.ExecuteTemplate(&text, "case", data()); err != nil {
		return "", err
	}
	return text.String(), nil
}
