package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sync"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

// Longest line: a message of OpAMP's recommended limit in base64 fits.
const lineSizeBytesMax = 128 * 1024 * 1024

// event is what the program says; "event" names its kind.
type event map[string]any

// lines is a conversation of JSON objects, one a line. Safe for concurrent use.
type lines struct {
	scanner *bufio.Scanner
	mutex   sync.Mutex
	out     io.Writer
}

func stdLines() *lines {
	scanner := bufio.NewScanner(os.Stdin)
	scanner.Buffer(make([]byte, 64*1024), lineSizeBytesMax)
	return &lines{scanner: scanner, out: os.Stdout}
}

func (l *lines) say(kind string, fields event) {
	if fields == nil {
		fields = event{}
	}
	fields["event"] = kind
	line, err := json.Marshal(fields)
	if err != nil {
		fail(err)
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	_, _ = l.out.Write(append(line, '\n'))
}

// hear reads the next line; false at the end of the input.
func (l *lines) hear(into any) (bool, error) {
	if !l.scanner.Scan() {
		return false, l.scanner.Err()
	}
	return true, json.Unmarshal(l.scanner.Bytes(), into)
}

// asJSON shows a message as opamp-go's own definitions read it. Enums are numbers, since their names
// carry no meaning on the wire.
func asJSON(message proto.Message) json.RawMessage {
	text, err := protojson.MarshalOptions{UseEnumNumbers: true}.Marshal(message)
	if err != nil {
		fail(err)
	}
	return text
}

// log is opamp-go's logger; its lines help to read a failed test.
type log struct{ lines *lines }

func (l log) Debugf(_ context.Context, format string, values ...any) {
	l.lines.say("log", event{"text": fmt.Sprintf(format, values...)})
}

func (l log) Errorf(_ context.Context, format string, values ...any) {
	l.lines.say("log", event{"level": "error", "text": fmt.Sprintf(format, values...)})
}
