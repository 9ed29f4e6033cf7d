// The judge of airlock-yaml: what Go makes of the same input, in the versions that Helm 4.3.1 is
// built with.
//
//	oracle serve        answers requests on standard input, for the differential test
//	oracle golden DIR   writes the expected files beside the inputs of a fixtures folder
//
// A request is one letter, the payload's length in four bytes (little endian), and the payload; an
// answer is a length and a payload that starts with + or, for an error, with -.
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"

	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
	goYaml "sigs.k8s.io/yaml/goyaml.v3"
)

func main() {
	var err error
	switch {
	case len(os.Args) == 2 && os.Args[1] == "serve":
		err = serve(bufio.NewReaderSize(os.Stdin, 1<<16), bufio.NewWriterSize(os.Stdout, 1<<16))
	case len(os.Args) == 3 && os.Args[1] == "golden":
		err = golden(os.Args[2])
	default:
		err = fmt.Errorf("usage: oracle serve | oracle golden DIR")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(in *bufio.Reader, out *bufio.Writer) error {
	var head [5]byte
	for {
		if in.Buffered() == 0 {
			if err := out.Flush(); err != nil {
				return err
			}
		}
		if _, err := io.ReadFull(in, head[:]); err != nil {
			if err == io.EOF {
				return out.Flush()
			}
			return err
		}
		payload := make([]byte, binary.LittleEndian.Uint32(head[1:]))
		if _, err := io.ReadFull(in, payload); err != nil {
			return err
		}
		answer := judge(head[0], payload)
		var size [4]byte
		binary.LittleEndian.PutUint32(size[:], uint32(len(answer)))
		out.Write(size[:])
		out.Write(answer)
	}
}

func judge(request byte, payload []byte) (answer []byte) {
	defer func() {
		if problem := recover(); problem != nil {
			answer = []byte(fmt.Sprintf("!%v", problem))
		}
	}()
	text, err := answerOf(request, payload)
	if err != nil {
		return append([]byte("-"), err.Error()...)
	}
	return append([]byte("+"), text...)
}

func answerOf(request byte, payload []byte) ([]byte, error) {
	switch request {
	case 'j':
		return yaml.YAMLToJSON(payload)
	case 's':
		return yaml.YAMLToJSONStrict(payload)
	case 'm':
		return unmarshalled(payload)
	case 'h':
		return head(payload)
	case 'd':
		return documents(payload)
	case 'y':
		return toYaml(value(&payload))
	case 'p':
		return toYamlPretty(value(&payload))
	}
	return nil, fmt.Errorf("unknown request %q", request)
}

// What fromYaml gets, as JSON.
func unmarshalled(payload []byte) ([]byte, error) {
	m := map[string]any{}
	if err := yaml.Unmarshal(payload, &m); err != nil {
		return nil, err
	}
	return json.Marshal(m)
}

func head(payload []byte) ([]byte, error) {
	entry, err := simpleHead(payload)
	if err != nil {
		return nil, fmt.Errorf("%s", strings.ReplaceAll(err.Error(), "main.SimpleHead", "util.SimpleHead"))
	}
	return entry, nil
}

// SimpleHead is what Helm reads of every rendered document.
type SimpleHead struct {
	Version  string `json:"apiVersion"`
	Kind     string `json:"kind,omitempty"`
	Metadata *struct {
		Name        string            `json:"name"`
		Annotations map[string]string `json:"annotations"`
	} `json:"metadata,omitempty"`
}

func simpleHead(payload []byte) ([]byte, error) {
	var entry SimpleHead
	if err := yaml.Unmarshal(payload, &entry); err != nil {
		return nil, err
	}
	shown := map[string]any{"version": entry.Version, "kind": entry.Kind}
	if entry.Metadata != nil {
		shown["name"] = entry.Metadata.Name
		shown["metadata"] = true
		if len(entry.Metadata.Annotations) > 0 {
			shown["annotations"] = entry.Metadata.Annotations
		}
	}
	return json.Marshal(shown)
}

// The documents that Kubernetes' reader cuts, each behind its length.
func documents(payload []byte) ([]byte, error) {
	var out bytes.Buffer
	if len(payload) > 0 && payload[len(payload)-1] != '\n' {
		payload = append(payload, '\n')
	}
	reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(payload)))
	for {
		part, err := reader.Read()
		if err == io.EOF {
			return out.Bytes(), nil
		}
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&out, "%d\n%s", len(part), part)
	}
}

func toYaml(v any) ([]byte, error) {
	return yaml.Marshal(v)
}

func toYamlPretty(v any) ([]byte, error) {
	var data bytes.Buffer
	encoder := goYaml.NewEncoder(&data)
	encoder.SetIndent(2)
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return data.Bytes(), nil
}

// A value that the test wrote in its own small form.
func value(rest *[]byte) any {
	take := func(n int) []byte {
		taken := (*rest)[:n]
		*rest = (*rest)[n:]
		return taken
	}
	size := func() int { return int(binary.LittleEndian.Uint32(take(4))) }
	switch kind := take(1)[0]; kind {
	case 'n':
		return nil
	case 't':
		return true
	case 'f':
		return false
	case 'i':
		return int64(binary.LittleEndian.Uint64(take(8)))
	case 'u':
		return binary.LittleEndian.Uint64(take(8))
	case 'd':
		return math.Float64frombits(binary.LittleEndian.Uint64(take(8)))
	case 's':
		return string(take(size()))
	case 'l':
		items := make([]any, size())
		for i := range items {
			items[i] = value(rest)
		}
		return items
	case 'm':
		entries := map[string]any{}
		for count := size(); count > 0; count-- {
			key := string(take(size()))
			entries[key] = value(rest)
		}
		return entries
	default:
		panic(fmt.Sprintf("unknown kind %q", kind))
	}
}

// Writes what is expected of every fixture: of read/NAME.yaml the JSON or the error, the head or
// its error; of write/NAME.json, whose value Go's encoding/json reads, both YAMLs.
func golden(dir string) error {
	inputs, err := filepath.Glob(filepath.Join(dir, "read", "*.yaml"))
	if err != nil {
		return err
	}
	for _, path := range inputs {
		input, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		stem := strings.TrimSuffix(path, ".yaml")
		for suffix, request := range map[string]byte{".json": 'j', ".strict": 's', ".head": 'h', ".parts": 'd'} {
			if err := record(stem+suffix, judge(request, input)); err != nil {
				return err
			}
		}
	}
	values, err := filepath.Glob(filepath.Join(dir, "write", "*.json"))
	if err != nil {
		return err
	}
	for _, path := range values {
		input, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var v any
		if err := json.Unmarshal(input, &v); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		stem := strings.TrimSuffix(path, ".json")
		plain, err := toYaml(v)
		if err := record(stem+".toYaml", answer(plain, err)); err != nil {
			return err
		}
		pretty, err := toYamlPretty(v)
		if err := record(stem+".toYamlPretty", answer(pretty, err)); err != nil {
			return err
		}
	}
	return nil
}

func answer(text []byte, err error) []byte {
	if err != nil {
		return append([]byte("-"), err.Error()...)
	}
	return append([]byte("+"), text...)
}

func record(path string, answer []byte) error {
	return os.WriteFile(path, append(answer, '\n'), 0o644)
}
