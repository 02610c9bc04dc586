package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/open-telemetry/opamp-go/client"
	"github.com/open-telemetry/opamp-go/client/types"
	"github.com/open-telemetry/opamp-go/protobufs"
)

// clientStart is the first line of a client.
type clientStart struct {
	// ws, wss, http or https; the scheme chooses the transport.
	Endpoint     string            `json:"endpoint"`
	UID          string            `json:"uid"`
	Capabilities uint64            `json:"capabilities"`
	Headers      map[string]string `json:"headers"`
	TLS          *tlsFiles         `json:"tls"`
	HeartbeatMs  int64             `json:"heartbeatMs"`
	Compression  bool              `json:"compression"`
	Custom       []string          `json:"custom"`
	RequestUID   bool              `json:"requestUid"`
	// Where packages are kept; absent: the agent has none.
	Packages string `json:"packages"`
}

// clientCommand is every later line.
type clientCommand struct {
	Do         string `json:"do"`
	Healthy    bool   `json:"healthy"`
	LastError  string `json:"lastError"`
	Capability string `json:"capability"`
	Type       string `json:"type"`
	Data       string `json:"data"`
	CSR        string `json:"csr"`
}

// Config text with this word in it is refused, so that a test can see a failure reported.
const refused = "refuse"

// agent is what an application around opamp-go's client amounts to: it applies what it is offered.
type agent struct {
	lines   *lines
	client  client.OpAMPClient
	started time.Time
	mutex   sync.Mutex
	// The config in force.
	config map[string]*protobufs.AgentConfigFile
}

func runClient(lines *lines) error {
	var start clientStart
	if ok, err := lines.hear(&start); !ok || err != nil {
		return fmt.Errorf("no start: %w", err)
	}
	agent := &agent{lines: lines, started: time.Now()}
	agent.config = map[string]*protobufs.AgentConfigFile{
		"": {Body: []byte("receivers: {nop: }"), ContentType: "text/yaml"},
	}
	if strings.HasPrefix(start.Endpoint, "ws") {
		agent.client = client.NewWebSocket(log{lines})
	} else {
		agent.client = client.NewHTTP(log{lines})
	}
	if err := agent.start(start); err != nil {
		return err
	}
	for {
		var command clientCommand
		ok, err := lines.hear(&command)
		if !ok || err != nil {
			return err
		}
		if command.Do == "stop" {
			err := agent.client.Stop(context.Background())
			lines.say("stopped", event{"error": fmt.Sprint(err)})
			return nil
		}
		if err := agent.do(command); err != nil {
			lines.say("refused", event{"do": command.Do, "error": err.Error()})
		}
	}
}

func (a *agent) start(start clientStart) error {
	uid, err := uuid.Parse(start.UID)
	if err != nil {
		return err
	}
	tlsConfig, err := start.TLS.forClient()
	if err != nil {
		return err
	}
	header := http.Header{}
	for name, value := range start.Headers {
		header.Set(name, value)
	}
	heartbeat := time.Duration(start.HeartbeatMs) * time.Millisecond
	settings := types.StartSettings{
		OpAMPServerURL:    start.Endpoint,
		Header:            header,
		TLSConfig:         tlsConfig,
		InstanceUid:       types.InstanceUid(uid),
		Capabilities:      protobufs.AgentCapabilities(start.Capabilities),
		EnableCompression: start.Compression,
		HeartbeatInterval: &heartbeat,
		Callbacks:         a.callbacks(),
	}
	if start.Packages != "" {
		settings.PackagesStateProvider = newPackageStore(start.Packages)
	}
	if err := a.describe(start); err != nil {
		return err
	}
	return a.client.Start(context.Background(), settings)
}

func (a *agent) describe(start clientStart) error {
	if err := a.client.SetAgentDescription(&protobufs.AgentDescription{
		IdentifyingAttributes:    attributes("service.name", "opamp-go", "service.version", "0.23.0"),
		NonIdentifyingAttributes: attributes("os.type", "linux", "host.name", "interop"),
	}); err != nil {
		return err
	}
	if start.RequestUID {
		a.client.SetFlags(protobufs.AgentToServerFlags_AgentToServerFlags_RequestInstanceUid)
	}
	if len(start.Custom) > 0 {
		custom := &protobufs.CustomCapabilities{Capabilities: start.Custom}
		if err := a.client.SetCustomCapabilities(custom); err != nil {
			return err
		}
	}
	if start.Capabilities&uint64(protobufs.AgentCapabilities_AgentCapabilities_ReportsAvailableComponents) != 0 {
		if err := a.client.SetAvailableComponents(components()); err != nil {
			return err
		}
	}
	return a.client.SetHealth(a.health(true, ""))
}

func (a *agent) do(command clientCommand) error {
	switch command.Do {
	case "health":
		return a.client.SetHealth(a.health(command.Healthy, command.LastError))
	case "custom-message":
		_, err := a.client.SendCustomMessage(&protobufs.CustomMessage{
			Capability: command.Capability, Type: command.Type, Data: []byte(command.Data),
		})
		return err
	case "certificate-request":
		return a.client.RequestConnectionSettings(&protobufs.ConnectionSettingsRequest{
			Opamp: &protobufs.OpAMPConnectionSettingsRequest{
				CertificateRequest: &protobufs.CertificateRequest{Csr: []byte(command.CSR)},
			},
		})
	}
	return fmt.Errorf("there is no %q", command.Do)
}

func (a *agent) health(healthy bool, lastError string) *protobufs.ComponentHealth {
	return &protobufs.ComponentHealth{
		Healthy:            healthy,
		LastError:          lastError,
		Status:             map[bool]string{true: "StatusOK", false: "StatusPermanentError"}[healthy],
		StartTimeUnixNano:  uint64(a.started.UnixNano()),
		StatusTimeUnixNano: uint64(time.Now().UnixNano()),
	}
}

// apply takes over an offered config and says what came of it.
func (a *agent) apply(ctx context.Context, offer *protobufs.AgentRemoteConfig) {
	files := offer.Config.GetConfigMap()
	status := &protobufs.RemoteConfigStatus{LastRemoteConfigHash: offer.ConfigHash}
	for name, file := range files {
		if strings.Contains(string(file.Body), refused) {
			status.Status = protobufs.RemoteConfigStatuses_RemoteConfigStatuses_FAILED
			status.ErrorMessage = fmt.Sprintf("file %q is refused", name)
		}
	}
	a.lines.say("remote-config", event{"hash": hex.EncodeToString(offer.ConfigHash), "offer": asJSON(offer)})
	if status.ErrorMessage == "" {
		status.Status = protobufs.RemoteConfigStatuses_RemoteConfigStatuses_APPLIED
		a.mutex.Lock()
		a.config = maps.Clone(files)
		a.mutex.Unlock()
		if err := a.client.UpdateEffectiveConfig(ctx); err != nil {
			a.lines.say("refused", event{"do": "effective-config", "error": err.Error()})
		}
	}
	if err := a.client.SetRemoteConfigStatus(status); err != nil {
		a.lines.say("refused", event{"do": "remote-config-status", "error": err.Error()})
	}
}
