package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"sync"

	"github.com/google/uuid"
	"github.com/open-telemetry/opamp-go/protobufs"
	"github.com/open-telemetry/opamp-go/server"
	"github.com/open-telemetry/opamp-go/server/types"
	"google.golang.org/protobuf/encoding/protojson"
)

// serverStart is the first line of a server.
type serverStart struct {
	Listen string    `json:"listen"`
	TLS    *tlsFiles `json:"tls"`
	Custom []string  `json:"custom"`
}

// serverCommand is every later line.
type serverCommand struct {
	Do string `json:"do"`
	// A ServerToAgent; to whom, its instance_uid says.
	Message json.RawMessage `json:"message"`
	// Of "refuse": the HTTP status and headers of the next requests; 0 accepts again.
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
}

// Everything that opamp-go's server can do for an agent.
const serverCapabilities = protobufs.ServerCapabilities_ServerCapabilities_AcceptsStatus |
	protobufs.ServerCapabilities_ServerCapabilities_OffersRemoteConfig |
	protobufs.ServerCapabilities_ServerCapabilities_AcceptsEffectiveConfig |
	protobufs.ServerCapabilities_ServerCapabilities_OffersPackages |
	protobufs.ServerCapabilities_ServerCapabilities_AcceptsPackagesStatus |
	protobufs.ServerCapabilities_ServerCapabilities_OffersConnectionSettings

// fleet is what an application around opamp-go's server amounts to: it tells what came in, and sends
// what it is told to, at once over a WebSocket and with the next answer over HTTP.
type fleet struct {
	lines   *lines
	mutex   sync.Mutex
	refusal serverCommand
	// The last connection of an agent, and what waits for its next report.
	connections map[string]types.Connection
	waiting     map[string][]*protobufs.ServerToAgent
}

func runServer(lines *lines) error {
	var start serverStart
	if ok, err := lines.hear(&start); !ok || err != nil {
		return fmt.Errorf("no start: %w", err)
	}
	fleet := &fleet{
		lines:       lines,
		connections: map[string]types.Connection{},
		waiting:     map[string][]*protobufs.ServerToAgent{},
	}
	tlsConfig, err := start.TLS.forServer()
	if err != nil {
		return err
	}
	opamp := server.New(log{lines})
	err = opamp.Start(server.StartSettings{
		ListenEndpoint: start.Listen,
		TLSConfig:      tlsConfig,
		Settings: server.Settings{
			CustomCapabilities: start.Custom,
			Callbacks:          types.Callbacks{OnConnecting: fleet.onConnecting},
		},
	})
	if err != nil {
		return err
	}
	lines.say("listening", event{"port": opamp.Addr().(*net.TCPAddr).Port})
	for {
		var command serverCommand
		ok, err := lines.hear(&command)
		if !ok || err != nil {
			return err
		}
		if err := fleet.do(command); err != nil {
			lines.say("refused", event{"do": command.Do, "error": err.Error()})
		}
	}
}

func (f *fleet) do(command serverCommand) error {
	switch command.Do {
	case "send":
		message := &protobufs.ServerToAgent{}
		if err := protojson.Unmarshal(command.Message, message); err != nil {
			return err
		}
		return f.send(message)
	case "disconnect":
		f.mutex.Lock()
		defer f.mutex.Unlock()
		for _, connection := range f.connections {
			if err := connection.Disconnect(); err != nil {
				return err
			}
		}
		return nil
	case "refuse":
		f.mutex.Lock()
		defer f.mutex.Unlock()
		f.refusal = command
		return nil
	}
	return fmt.Errorf("there is no %q", command.Do)
}

func (f *fleet) send(message *protobufs.ServerToAgent) error {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	uid := uidText(message.InstanceUid)
	connection := f.connections[uid]
	if connection != nil && connection.Send(context.Background(), message) == nil {
		f.lines.say("pushed", nil)
		return nil
	}
	f.waiting[uid] = append(f.waiting[uid], message)
	return nil
}

func (f *fleet) onConnecting(request *http.Request) types.ConnectionResponse {
	f.mutex.Lock()
	refusal := f.refusal
	f.mutex.Unlock()
	if refusal.Status != 0 {
		f.lines.say("turned-away", event{"status": refusal.Status})
		return types.ConnectionResponse{HTTPStatusCode: refusal.Status, HTTPResponseHeader: refusal.Headers}
	}
	about := event{"headers": request.Header}
	if request.TLS != nil && len(request.TLS.PeerCertificates) > 0 {
		about["certificate"] = request.TLS.PeerCertificates[0].Subject.CommonName
	}
	f.lines.say("connecting", about)
	return types.ConnectionResponse{
		Accept: true,
		ConnectionCallbacks: types.ConnectionCallbacks{
			OnMessage:         f.onMessage,
			OnConnectionClose: func(types.Connection) { f.lines.say("closed", nil) },
			OnReadMessageError: func(_ types.Connection, _ int, _ []byte, err error) {
				f.lines.say("unreadable", event{"error": err.Error()})
			},
		},
	}
}

func (f *fleet) onMessage(
	_ context.Context, connection types.Connection, message *protobufs.AgentToServer,
) *protobufs.ServerToAgent {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	uid := uidText(message.InstanceUid)
	f.connections[uid] = connection
	f.lines.say("report", event{"message": asJSON(message)})
	reply := &protobufs.ServerToAgent{InstanceUid: message.InstanceUid}
	if waiting := f.waiting[uid]; len(waiting) > 0 {
		reply = waiting[0]
		f.waiting[uid] = waiting[1:]
	}
	reply.Capabilities = uint64(serverCapabilities)
	return reply
}

func uidText(bytes []byte) string {
	uid, err := uuid.FromBytes(bytes)
	if err != nil {
		return fmt.Sprintf("%x", bytes)
	}
	return uid.String()
}
