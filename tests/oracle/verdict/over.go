package verdict

// Over lays a part over a whole object as its head tells people to: what a list of the part holds
// comes before what the whole has there, tables are joined, and the rest replaces.
func Over(whole, part map[string]any) map[string]any {
	for key, value := range part {
		switch value := value.(type) {
		case map[string]any:
			if inner, ok := whole[key].(map[string]any); ok {
				whole[key] = Over(inner, value)
				continue
			}
		case []any:
			if there, ok := whole[key].([]any); ok {
				whole[key] = append(append([]any{}, value...), there...)
				continue
			}
		}
		whole[key] = value
	}
	return whole
}
