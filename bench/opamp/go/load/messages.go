package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"time"
)

// messages are what agents send. The report's tail is a template; patches say where each agent's own values go.
type messages struct {
	Capabilities      uint64  `json:"capabilities"`
	ProbeCapabilities uint64  `json:"probeCapabilities"`
	ReportTail        []byte  `json:"reportTail"`
	Patches           []patch `json:"patches"`
}

type patch struct {
	Offset int    `json:"offset"`
	Kind   string `json:"kind"`
}

func readMessages(path string) messages {
	text, err := os.ReadFile(path)
	if err != nil {
		fail(err)
	}
	var m messages
	if err := json.Unmarshal(text, &m); err != nil {
		fail(err)
	}
	return m
}

// head begins every message: frame header, instance UID, sequence number (which goes up) and capabilities.
func (l *load) head(to []byte, a *agent) []byte {
	to = append(to, 0, 0x0a, 16)
	to = append(to, a.uid[:]...)
	if a.seq > 0 {
		to = append(to, 0x10)
		to = binary.AppendUvarint(to, a.seq)
	}
	a.seq++
	to = append(to, 0x20)
	if a.accepts {
		return binary.AppendUvarint(to, l.messages.Capabilities)
	}
	return binary.AppendUvarint(to, l.messages.ProbeCapabilities)
}

// report is a full one, with the agent's own values and a new health timestamp.
func (l *load) report(to []byte, a *agent) []byte {
	to = l.head(to, a)
	start := len(to)
	to = append(to, l.messages.ReportTail...)
	now := uint64(time.Now().UnixNano())
	for _, p := range l.messages.Patches {
		at := to[start+p.Offset:]
		switch p.Kind {
		case "uid":
			copy(at, a.uidText)
		case "now":
			binary.LittleEndian.PutUint64(at, now)
		case "ppid":
			digits(at, 10_000+(a.number*7)%80_000)
		case "port":
			digits(at, 20_000+(a.number*3)%40_000)
		case "host":
			digits(at, 10_000+a.number)
		default:
			fail(fmt.Errorf("unknown patch %q", p.Kind))
		}
	}
	return to
}

// acknowledgement says that the offered configuration is applied.
func (l *load) acknowledgement(to []byte, a *agent) []byte {
	to = l.head(to, a)
	size := 2 + len(a.hash) + 2
	to = append(to, 0x3a, byte(size), 0x0a, byte(len(a.hash)))
	to = append(to, a.hash...)
	return append(to, 0x10, 0x01)
}

func digits(at []byte, value int) {
	for i := 4; i >= 0; i-- {
		at[i] = byte('0' + value%10)
		value /= 10
	}
}

func uidText(uid [16]byte) string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", uid[:4], uid[4:6], uid[6:8], uid[8:10], uid[10:])
}

// samples are messages of one agent as they go out, for the check by another decoder.
func (l *load) samples() map[string]any {
	a := l.newAgent(7, true)
	result := map[string]any{}
	result["report"] = l.report(nil, a)
	result["heartbeat"] = l.head(nil, a)
	a.hash = make([]byte, 32)
	result["acknowledgement"] = l.acknowledgement(nil, a)
	return result
}
