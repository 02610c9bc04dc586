// Prints the configuration types of Collector components as JSON, read from their Go types by the rules by which the
// Collector decodes. The list `factories` and the samples are written beside this file by the generator.
package main

import (
	_ "embed"
	"encoding/json"
	"log"
	"os"
	"reflect"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/confmap"
)

// Configurations that name what a component looks up by name, e.g. the scrapers of host_metrics.
//
//go:embed samples.json
var samples []byte

type described struct {
	Path string `json:"path"`
	Tree *node  `json:"tree"`
}

func main() {
	var bodies map[string]map[string]any
	if err := json.Unmarshal(samples, &bodies); err != nil {
		log.Fatal(err)
	}
	var all []described
	for path, factory := range factories {
		config := factory.CreateDefaultConfig()
		if body, ok := bodies[path]; ok {
			fill(path, config, body)
		}
		tree := describe(reflect.TypeOf(config), reflect.ValueOf(config), nil)
		all = append(all, described{Path: path, Tree: tree})
	}
	if err := json.NewEncoder(os.Stdout).Encode(all); err != nil {
		log.Fatal(err)
	}
}

// A sample that a version does not take is said and left out.
func fill(path string, config component.Config, body map[string]any) {
	if err := confmap.NewFromStringMap(body).Unmarshal(config); err != nil {
		log.Printf("%s: sample: %v", path, err)
	}
}
