package main

import (
	"encoding"
	"reflect"
	"slices"
	"strings"
	"time"

	"go.opentelemetry.io/collector/confmap"
)

// node is what one type takes. Kind is object, map, array, any, duration, again (a type inside itself), text (its own
// reading of a text) or the name of a Go kind.
type node struct {
	Kind    string           `json:"kind"`
	Type    string           `json:"type,omitempty"`
	Options map[string]*node `json:"options,omitempty"`
	Items   *node            `json:"items,omitempty"`
	// Custom: the type has a decoder of its own, which may take more than its fields.
	Custom bool `json:"custom,omitempty"`
	// Switched: a section with `enabled`.
	Switched bool `json:"switched,omitempty"`
	// Open: takes options that it does not name; Rest is what those take, if not anything.
	Open bool  `json:"open,omitempty"`
	Rest *node `json:"rest,omitempty"`
}

var (
	unmarshaler     = reflect.TypeFor[confmap.Unmarshaler]()
	textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
	duration        = reflect.TypeFor[time.Duration]()
)

// describe gives the node of a type; the value, where there is one, tells what interfaces hold.
func describe(t reflect.Type, v reflect.Value, above []reflect.Type) *node {
	for t.Kind() == reflect.Pointer || (t.Kind() == reflect.Interface && v.IsValid() && !v.IsNil()) {
		if v.IsValid() {
			v = v.Elem()
		}
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		} else {
			t = v.Type()
		}
	}
	if strings.HasPrefix(t.String(), "configoptional.Optional[") {
		return describeOptional(t, v, above)
	}
	result := &node{Type: nameOf(t), Custom: reflect.PointerTo(t).Implements(unmarshaler)}
	switch {
	case slices.Contains(above, t):
		result.Kind = "again"
	case isPrometheus(t):
		describePrometheus(result, t, above)
	case t == duration:
		result.Kind = "duration"
	case reflect.PointerTo(t).Implements(textUnmarshaler):
		result.Kind = "text"
	default:
		describeKind(result, t, v, append(slices.Clone(above), t))
	}
	return result
}

func describeOptional(t reflect.Type, v reflect.Value, above []reflect.Type) *node {
	field, _ := t.FieldByName("value")
	inner := reflect.Value{}
	if v.IsValid() {
		inner = v.FieldByName("value")
	}
	result := describe(field.Type, inner, above)
	result.Switched = result.Kind == "object"
	return result
}

func describeKind(result *node, t reflect.Type, v reflect.Value, above []reflect.Type) {
	switch t.Kind() {
	case reflect.Struct:
		result.Kind = "object"
		result.Options = map[string]*node{}
		describeFields(result, t, v, above)
	case reflect.Map:
		describeMap(result, t, v, above)
	case reflect.Slice, reflect.Array:
		result.Kind = "array"
		result.Items = describe(t.Elem(), reflect.Value{}, above)
	case reflect.Interface:
		result.Kind = "any"
	default:
		result.Kind = t.Kind().String()
	}
}

// A map whose values are interfaces, and that the sample filled, takes the names of the sample.
func describeMap(result *node, t reflect.Type, v reflect.Value, above []reflect.Type) {
	if t.Elem().Kind() == reflect.Interface && v.IsValid() && v.Len() > 0 {
		result.Kind = "object"
		result.Options = map[string]*node{}
		for _, key := range v.MapKeys() {
			result.Options[textOf(key)] = describe(t.Elem(), v.MapIndex(key), above)
		}
		return
	}
	result.Kind = "map"
	result.Items = describe(t.Elem(), reflect.Value{}, above)
}

func describeFields(result *node, t reflect.Type, v reflect.Value, above []reflect.Type) {
	for i := range t.NumField() {
		field := t.Field(i)
		name, words, _ := strings.Cut(field.Tag.Get("mapstructure"), ",")
		// The fields of an embedded type count although its own name may be private.
		if !field.IsExported() && !field.Anonymous {
			continue
		}
		value := reflect.Value{}
		if v.IsValid() {
			value = v.Field(i)
		}
		switch {
		case name == "-":
			// Filled by the component's own decoder; the sample tells with what.
			if value.IsValid() && value.Kind() == reflect.Map && value.Len() > 0 {
				result.Options[snake(field.Name)] = describe(field.Type, value, above)
			}
		case strings.Contains(words, "remain"):
			result.Open = true
			if field.Type.Kind() == reflect.Map && field.Type.Elem().Kind() != reflect.Interface {
				result.Rest = describe(field.Type.Elem(), reflect.Value{}, above)
			}
		case strings.Contains(words, "squash"):
			embed(result, describe(field.Type, value, above))
		case name != "":
			result.Options[name] = describe(field.Type, value, above)
		}
	}
}

func embed(result, embedded *node) {
	result.Custom = result.Custom || embedded.Custom
	result.Open = result.Open || embedded.Open || embedded.Kind != "object"
	if embedded.Rest != nil {
		result.Rest = embedded.Rest
	}
	for name, option := range embedded.Options {
		result.Options[name] = option
	}
}
