// Command reference is a server on opamp-go's server package as a competent embedder would write it: it keeps the last
// status of every agent, offers the configuration while the reported hash differs and pushes with eight senders.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/open-telemetry/opamp-go/server"
	"github.com/open-telemetry/opamp-go/server/types"
)

func main() {
	if len(os.Args) != 3 {
		fail(fmt.Errorf("usage: reference FIXTURES PORT"))
	}
	f := newFleet(readOffer(os.Args[1]))
	callbacks := types.ConnectionCallbacks{OnMessage: f.onMessage, OnConnectionClose: f.onClose}
	opamp := server.New(nil)
	err := opamp.Start(server.StartSettings{
		ListenEndpoint: "127.0.0.1:" + os.Args[2],
		ListenPath:     "/v1/opamp",
		Settings: server.Settings{Callbacks: types.Callbacks{
			OnConnecting: func(*http.Request) types.ConnectionResponse {
				return types.ConnectionResponse{Accept: true, ConnectionCallbacks: callbacks}
			},
		}},
	})
	if err != nil {
		fail(err)
	}
	say(map[string]any{"ready": true})
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		switch lines.Text() {
		case "gc":
			runtime.GC()
			debug.FreeOSMemory()
			say(map[string]any{"done": true})
		case "offer":
			say(map[string]any{"pushed": f.offerAll(context.Background())})
		case "state":
			say(f.state())
		default:
			say(map[string]any{"unknown": lines.Text()})
		}
	}
}

func readOffer(path string) []byte {
	text, err := os.ReadFile(path)
	if err != nil {
		fail(err)
	}
	var fixtures struct {
		Offer []byte `json:"offer"`
	}
	if err := json.Unmarshal(text, &fixtures); err != nil {
		fail(err)
	}
	return fixtures.Offer
}

func say(answer any) {
	line, err := json.Marshal(answer)
	if err != nil {
		fail(err)
	}
	os.Stdout.Write(append(line, '\n'))
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "reference:", err)
	os.Exit(1)
}
