// Command hcl is the judge of files for Terraform: parsed by HashiCorp's own parser, and what a
// `locals` block holds is evaluated as Terraform would.
//
// Asked with {"path":…}; the result is the locals.
package main

import (
	"encoding/json"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"oracle/verdict"
)

func main() { verdict.Main(verdict.About(judge)) }

func judge(_ verdict.Job, ask verdict.Path, text []byte, answer *verdict.Verdict) error {
	file, faults := hclparse.NewParser().ParseHCL(text, ask.Path)
	if faults.HasErrors() {
		return faults
	}
	content, faults := file.Body.Content(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "locals"}}})
	if faults.HasErrors() {
		return faults
	}
	locals := map[string]any{}
	for _, block := range content.Blocks {
		attributes, faults := block.Body.JustAttributes()
		if faults.HasErrors() {
			answer.Fail("%v", faults)
		}
		for name, attribute := range attributes {
			found, err := value(attribute)
			if err != nil {
				answer.Fail("%s: %v", name, err)
			}
			locals[name] = found
		}
	}
	answer.Result = locals
	return nil
}

func value(attribute *hcl.Attribute) (out any, err error) {
	found, faults := attribute.Expr.Value(nil)
	if faults.HasErrors() {
		return nil, faults
	}
	text, err := ctyjson.Marshal(found, found.Type())
	if err != nil {
		return nil, err
	}
	return out, json.Unmarshal(text, &out)
}
