// Judge for airlock-images: one quoted string a line on standard input, one verdict a line out.
//
// A verdict is tab-separated: the bare grammar's answer (String or the error), the normalised
// answer, its familiar form, and the normalised answer with the default tag.
package main

import (
	"bufio"
	_ "crypto/sha256"
	_ "crypto/sha512"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/distribution/reference"
)

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<24)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		text, err := strconv.Unquote(in.Text())
		if err != nil {
			fmt.Fprintln(os.Stderr, "not a quoted string:", in.Text())
			os.Exit(2)
		}
		fmt.Fprintln(out, strings.Join(verdict(text), "\t"))
	}
}

func verdict(text string) []string {
	return append([]string{bare(text)}, normalised(text)...)
}

func bare(text string) string {
	ref, err := reference.Parse(text)
	if err != nil {
		return refused(err)
	}
	return ref.String()
}

func normalised(text string) []string {
	named, err := reference.ParseNormalizedNamed(text)
	if err != nil {
		return []string{refused(err)}
	}
	return []string{
		named.String(),
		reference.FamiliarString(named),
		reference.TagNameOnly(named).String(),
		reference.Domain(named),
		reference.Path(named),
	}
}

func refused(err error) string {
	return "error " + strconv.QuoteToASCII(err.Error())
}
