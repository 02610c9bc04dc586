package main

import (
	"reflect"
	"slices"
	"strings"
)

// Types of Prometheus are read by its own strict YAML decoder, which takes any scalar for a text.
const prometheus = "github.com/prometheus/"

// isPrometheus is true for a type of Prometheus with yaml names, and for one that the receiver made from such a type.
func isPrometheus(t reflect.Type) bool {
	if t.Kind() != reflect.Struct || t.NumField() == 0 {
		return false
	}
	own := strings.HasPrefix(t.PkgPath(), prometheus)
	made := strings.Contains(t.PkgPath(), "receiver/prometheusreceiver") && strings.HasPrefix(t.Name(), "Prom")
	return own || made
}

func describePrometheus(result *node, t reflect.Type, above []reflect.Type) {
	above = append(slices.Clone(above), t)
	options := map[string]*node{}
	for i := range t.NumField() {
		field := t.Field(i)
		tag, tagged := field.Tag.Lookup("yaml")
		name, words, _ := strings.Cut(tag, ",")
		if !field.IsExported() || !tagged || name == "-" {
			continue
		}
		option := describeYaml(field.Type, above)
		if strings.Contains(words, "inline") {
			for inner, embedded := range option.Options {
				options[inner] = embedded
			}
		} else if name != "" {
			options[name] = option
		}
	}
	// A type without names of its own decodes itself: an address, an expression, labels.
	if len(options) == 0 {
		result.Kind = "any"
		return
	}
	result.Kind, result.Options = "object", options
}

func describeYaml(t reflect.Type, above []reflect.Type) *node {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t.Kind() == reflect.Struct && !slices.Contains(above, t):
		result := &node{Type: nameOf(t)}
		describePrometheus(result, t, above)
		return result
	case nameOf(t) == prometheus+"common/model.duration":
		return &node{Kind: "text", Type: nameOf(t)}
	case t.Name() == t.Kind().String() && t.Kind() != reflect.String:
		return &node{Kind: t.Kind().String()}
	case t.Name() == "" && t.Kind() == reflect.Slice:
		return &node{Kind: "array", Items: describeYaml(t.Elem(), above)}
	}
	return &node{Kind: "any"}
}
