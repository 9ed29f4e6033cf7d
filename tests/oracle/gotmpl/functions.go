package main

import (
	"errors"
	"fmt"
	"strings"
	"text/template"
)

// Named is a map type of its own, as Helm's Values are.
type Named map[string]any

// Table is a method of Named.
func (n Named) Table(key string) (string, error) {
	if v, ok := n[key]; ok {
		return fmt.Sprint("table ", v), nil
	}
	return "", fmt.Errorf("%q is not a table", key)
}

// Point is a struct with fields and methods.
type Point struct {
	X     int
	Label string
	Any   any
}

func (p *Point) Sum(n int) int                       { return p.X + n }
func (p *Point) Join(sep string, a ...string) string { return strings.Join(a, sep) }
func (p *Point) Fail() (string, error)               { return "", errors.New("point failed") }

// Plain is a struct without methods.
type Plain struct {
	A int
	B string
}

// Span is a number type with a String method, as time.Duration is.
type Span int64

func (s Span) String() string { return fmt.Sprintf("%dns", int64(s)) }

// functions are those that the tests of the crate give to templates.
func functions() template.FuncMap {
	return template.FuncMap{
		"int64":        func(n int64) int64 { return n },
		"int32":        func(n int) int32 { return int32(n) },
		"uint64":       func(n uint64) uint64 { return n },
		"byte":         func(n int) byte { return byte(n) },
		"float":        func(f float64) float64 { return f },
		"bytes":        func(s string) []byte { return []byte(s) },
		"list":         func(items ...any) []any { return items },
		"strings":      func(items ...string) []string { return items },
		"ints":         func(items ...int) []int { return items },
		"dict":         dict,
		"stringmap":    stringMap,
		"named":        func(m map[string]any) Named { return Named(m) },
		"nilmap":       func() map[string]any { return nil },
		"nillist":      func() []any { return nil },
		"nothing":      func() any { return nil },
		"set":          func(m map[string]any, k string, v any) map[string]any { m[k] = v; return m },
		"fail":         func(s string) (string, error) { return "", errors.New(s) },
		"duration":     func(n int64) Span { return Span(n) },
		"point":        func(x int, label string, v any) *Point { return &Point{x, label, v} },
		"plain":        func(a int, b string) Plain { return Plain{a, b} },
		"takesstring":  func(s string) string { return "string " + s },
		"takesmap":     func(m map[string]any) int { return len(m) },
		"takeslist":    func(l []any) int { return len(l) },
		"takesstrings": func(l []string) string { return strings.Join(l, "+") },
		"takesbytes":   func(b []byte) int { return len(b) },
		"takesbool":    func(b bool) bool { return !b },
		"takesany":     func(v any) string { return fmt.Sprintf("%T", v) },
		"takesplain":   func(p Plain) int { return p.A },
		"sum":          sum,
	}
}

func sum(first int, rest ...int) int {
	for _, n := range rest {
		first += n
	}
	return first
}

func dict(items ...any) map[string]any {
	m := map[string]any{}
	for i := 0; i+1 < len(items); i += 2 {
		m[fmt.Sprint(items[i])] = items[i+1]
	}
	return m
}

func stringMap(items ...string) map[string]string {
	m := map[string]string{}
	for i := 0; i+1 < len(items); i += 2 {
		m[items[i]] = items[i+1]
	}
	return m
}

// bind gives a template Helm's include and tpl.
func bind(t *template.Template, counts map[string]int, missingKey string) {
	include := func(name string, data any) (string, error) {
		if counts[name] > 1000 {
			return "", fmt.Errorf("rendering template has a nested reference name: %s: unable to execute template", name)
		}
		counts[name]++
		defer func() { counts[name]-- }()
		var text strings.Builder
		err := t.ExecuteTemplate(&text, name, data)
		return text.String(), err
	}
	tpl := func(source string, data any) (string, error) {
		inner, err := t.Clone()
		if err != nil {
			return "", err
		}
		inner.Option("missingkey=" + missingKey)
		bind(inner, counts, missingKey)
		if inner, err = inner.New(t.Name()).Parse(source); err != nil {
			return "", fmt.Errorf("cannot parse template %q: %w", source, err)
		}
		var text strings.Builder
		if err := inner.Execute(&text, data); err != nil {
			return "", fmt.Errorf("error during tpl function execution for %q: %w", source, err)
		}
		return strings.ReplaceAll(text.String(), "<no value>", ""), nil
	}
	t.Funcs(template.FuncMap{"include": include, "tpl": tpl})
}

// data is what every template gets as its dot.
func data() map[string]any {
	return map[string]any{
		"name":   "airlock",
		"empty":  "",
		"umlaut": "größe ✓",
		"broken": "a\xffb",
		"one":    1,
		"minus":  -7,
		"big":    int64(1) << 40,
		"pi":     3.25,
		"whole":  float64(3),
		"huge":   float64(12345678),
		"yes":    true,
		"no":     false,
		"null":   nil,
		"list":   []any{1, "two", 3.5, nil, []any{"x"}},
		"none":   []any{},
		"words":  []string{"a", "b", "c"},
		"map":    map[string]any{"b": 2, "a": map[string]any{"deep": "down"}, "nil": nil},
		"blank":  map[string]any{},
		"labels": map[string]string{"app": "x", "tier": "y"},
	}
}
