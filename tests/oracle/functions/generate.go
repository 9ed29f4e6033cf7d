package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand"
	"slices"
	"strconv"
	"strings"
)

// What calls are made of. Results whose order Go leaves open (keys, values) are sorted.
var (
	texts = []string{
		`""`, `"a"`, `"abc"`, `"Hello World"`, `"some_words-here and there"`, `"HTTPServer2xx"`, `"Bld4Floor3rd"`,
		`"  sp  ace  "`, `"ÄÖü ß ŉ ǆ"`, `"日本語 text"`, `"a,b,,c"`, `"a.b.c"`, `"x=1;y=2"`, `"line1\nline2\n"`, `"8.00"`, `"08"`,
		`"0x1F"`, `"1_000"`, `"-12"`, `"1e3"`, `"3.7"`, `"NaN"`, `(b64dec "/w==")`,
		`(b64dec "YcOpYv8=")`, `"$1"`, `"${0}x"`, `"/a/../b//c.tar.gz"`, `"../x/./y/"`, `"it's \"quoted\"\t"`, "\"`\"",
		`"The quick brown fox jumps over the lazy dog"`, `"_a__B c-"`, `"XMLHttpRequest_v2.Beta3"`, `"ΑΒΓ αβγ"`,
	}
	ints = []string{
		"0", "1", "2", "3", "5", "7", "10", "-1", "-2", "-5", "20", "(int64 4)", "100",
	}
	others = []string{
		"nil", ".x", "true", "false", "1.5", "-2.5", "0.0", "1e300", "12345678.9", "(int64 7)", "(list)", `(list 1 2 3)`,
		`(list "b" "a" "b" nil "")`, `(list 1 "1" 1.0 (int64 1))`, `(dict)`, `(dict "a" 1)`, `(dict "a" (dict "b" "c") "l" (list 1))`,
		`(dict "a" "" "n" nil "b" false)`, `(until 4)`, `(splitList "," "x,y,x")`, `(split "." "a.b")`, ".Values", ".Values.list",
		`(fromYaml "null")`, `(fromJson "{\"k\":[1,2]}")`, `(semver "1.2.3")`, `(mustToDuration "90s")`, `(rest (list))`,
		`(list (dict "a" 1) (dict "a" 1))`, `(chunk 2 (list 1 2 3))`,
	}
	patterns = []string{
		`"a"`, `"[a-c]+"`, `"(.)(.)"`, `"^\\s*"`, `"\\d+"`, `"(?i)hello"`, `""`, `"("`, `"a**"`, `"[^a-z]"`, `"(?P<n>\\w+)"`, `"\\.|,"`, `"x*"`,
	}
)

// kinds says which arguments a function is given: t text, i int, a anything, p pattern, d map,
// l list, and a star for more of the last.
var kinds = map[string]string{
	"abbrev": "it", "abbrevboth": "iit", "add": "a*", "add1": "a", "add1f": "a", "addf": "a*", "all": "a*", "any": "a*",
	"append": "la", "atoi": "t", "base": "t", "biggest": "aa*", "camelcase": "t", "cat": "a*", "ceil": "a", "chunk": "il",
	"clean": "t", "coalesce": "a*", "compact": "l", "concat": "l*", "contains": "tt", "deepCopy": "a", "deepEqual": "aa",
	"default": "aa", "dict": "ta*", "dig": "ttad", "dir": "t", "div": "aa", "divf": "aa*", "empty": "a", "ext": "t", "first": "l",
	"float64": "a", "floor": "a", "get": "dt", "has": "al", "hasKey": "dt", "hasPrefix": "tt", "hasSuffix": "tt", "indent": "it",
	"initial": "l", "initials": "t", "int": "a", "int64": "a", "isAbs": "t", "join": "ta", "kebabcase": "t", "kindIs": "ta",
	"kindOf": "a", "last": "l", "list": "a*", "lower": "t", "max": "aa*", "maxf": "aa*", "merge": "ddd", "mergeOverwrite": "ddd",
	"min": "aa*", "minf": "aa*", "mod": "aa", "mul": "aa*", "mulf": "aa*", "mustMerge": "dd", "mustRegexFindAll": "pti",
	"mustRegexMatch": "pt", "mustSlice": "lii", "nindent": "it", "nospace": "t", "omit": "dt*", "pick": "dt*", "pluck": "tdd",
	"plural": "tti", "prepend": "la", "quote": "a*", "regexFind": "pt", "regexFindAll": "pti", "regexMatch": "pt",
	"regexQuoteMeta": "t", "regexReplaceAll": "ptt", "regexReplaceAllLiteral": "ptt", "regexSplit": "pti", "repeat": "it",
	"replace": "ttt", "rest": "l", "reverse": "l", "round": "ai", "seq": "iii", "set": "dta", "slice": "lii", "snakecase": "t",
	"sortAlpha": "a", "split": "tt", "splitList": "tt", "splitn": "tit", "squote": "a*", "sub": "aa", "subf": "aa*", "substr": "iit",
	"swapcase": "t", "ternary": "aaa", "title": "t", "toDecimal": "a", "toString": "a", "toStrings": "a", "trim": "t",
	"trimAll": "tt", "trimPrefix": "tt", "trimSuffix": "tt", "trunc": "it", "typeIs": "ta", "typeIsLike": "ta", "typeOf": "a",
	"uniq": "l", "unset": "dt", "until": "i", "untilStep": "iii", "untitle": "t", "upper": "t", "without": "la*", "wrap": "it",
	"wrapWith": "itt", "printf": "ta*", "toJson": "a", "required": "ta", "eq": "aa", "len": "a", "index": "la",
}

// generate prints calls of random functions with random arguments, and asks for type and value.
func generate(seed, count string, out io.Writer) error {
	start, err := strconv.ParseInt(seed, 10, 64)
	if err != nil {
		return err
	}
	left, err := strconv.Atoi(count)
	if err != nil {
		return err
	}
	random := rand.New(rand.NewSource(start))
	names := sortedNames()
	lines := bufio.NewWriter(out)
	defer lines.Flush()
	for left > 0 {
		inner := call(random, names, 1)
		// A map inside itself ends Go's process.
		if strings.Count(inner, ".Values") > 1 {
			continue
		}
		left--
		fmt.Fprintln(lines, strconv.Quote("{{ $r := "+inner+" }}{{ typeOf $r }} {{ toJson $r }} {{ $r }}"))
	}
	return nil
}

func call(random *rand.Rand, names []string, depth int) string {
	name := names[random.Intn(len(names))]
	words := []string{name}
	shape := kinds[name]
	for i := 0; i < len(shape); i++ {
		if shape[i] == '*' {
			for range random.Intn(3) {
				words = append(words, argument(random, names, shape[i-1], depth))
			}
			continue
		}
		words = append(words, argument(random, names, shape[i], depth))
	}
	return strings.Join(words, " ")
}

func argument(random *rand.Rand, names []string, kind byte, depth int) string {
	if depth > 0 && random.Intn(6) == 0 {
		return "(" + call(random, names, depth-1) + ")"
	}
	if random.Intn(12) == 0 {
		kind = 'a'
	}
	switch kind {
	case 't':
		return pick(random, texts)
	case 'i':
		return pick(random, ints)
	case 'p':
		return pick(random, patterns)
	case 'd', 'l':
		if found := pickShaped(random, kind); found != "" {
			return found
		}
	}
	all := [][]string{texts, ints, others, others}
	return pick(random, all[random.Intn(len(all))])
}

// pickShaped picks a map or a list.
func pickShaped(random *rand.Rand, kind byte) string {
	var found []string
	for _, other := range others {
		isMap := strings.HasPrefix(other, "(dict") || strings.HasPrefix(other, "(from") || other == ".Values"
		isList := strings.HasPrefix(other, "(list") || strings.HasPrefix(other, "(until") || strings.HasPrefix(other, "(chunk") ||
			strings.HasPrefix(other, "(splitList") || strings.HasPrefix(other, "(rest") || other == ".Values.list"
		if kind == 'd' && isMap || kind == 'l' && isList {
			found = append(found, other)
		}
	}
	return pick(random, found)
}

func pick(random *rand.Rand, from []string) string { return from[random.Intn(len(from))] }

func sortedNames() []string {
	names := make([]string, 0, len(kinds))
	for name := range kinds {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
