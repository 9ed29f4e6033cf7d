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

func main() { verdict.Main(judge) }

func judge(job verdict.Job) (answer verdict.Verdict) {
	var ask struct{ Path string }
	if err := json.Unmarshal(job.Ask, &ask); err != nil {
		answer.Fail("%v", err)
		return answer
	}
	text, err := job.Read(ask.Path)
	if err != nil {
		answer.Fail("%v", err)
		return answer
	}
	file, faults := hclparse.NewParser().ParseHCL(text, ask.Path)
	if faults.HasErrors() {
		answer.Fail("%v", faults)
		return answer
	}
	content, faults := file.Body.Content(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "locals"}}})
	if faults.HasErrors() {
		answer.Fail("%v", faults)
		return answer
	}
	locals := map[string]any{}
	for _, block := range content.Blocks {
		attributes, faults := block.Body.JustAttributes()
		if faults.HasErrors() {
			answer.Fail("%v", faults)
		}
		for name, attribute := range attributes {
			if locals[name], err = value(attribute); err != nil {
				answer.Fail("%s: %v", name, err)
			}
		}
	}
	answer.Result = locals
	return answer
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
