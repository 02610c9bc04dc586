package main

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"
)

// nameOf gives a named type as schemas refer to it: import path, a dot, the name in snake case.
func nameOf(t reflect.Type) string {
	if t.PkgPath() == "" || t.Name() == "" {
		return ""
	}
	return t.PkgPath() + "." + snake(t.Name())
}

func snake(name string) string {
	var text strings.Builder
	letters := []rune(name)
	for i, letter := range letters {
		begins := i > 0 && unicode.IsUpper(letter) &&
			(!unicode.IsUpper(letters[i-1]) || (i+1 < len(letters) && unicode.IsLower(letters[i+1])))
		if begins {
			text.WriteByte('_')
		}
		text.WriteRune(unicode.ToLower(letter))
	}
	return text.String()
}

// textOf gives the text of a map's key, which may be of a type with a text of its own.
func textOf(key reflect.Value) string {
	if key.CanInterface() {
		return fmt.Sprint(key.Interface())
	}
	return fmt.Sprint(key)
}
