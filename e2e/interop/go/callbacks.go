package main

import (
	"context"
	"maps"
	"time"

	"github.com/google/uuid"
	"github.com/open-telemetry/opamp-go/client/types"
	"github.com/open-telemetry/opamp-go/protobufs"
)

func (a *agent) callbacks() types.Callbacks {
	return types.Callbacks{
		OnConnect: func(context.Context) { a.lines.say("connected", nil) },
		OnConnectFailed: func(_ context.Context, err error) {
			a.lines.say("connect-failed", event{"error": err.Error()})
		},
		OnError: func(_ context.Context, err *protobufs.ServerErrorResponse) {
			a.lines.say("server-error", event{"response": asJSON(err)})
		},
		OnMessage:                 a.onMessage,
		OnOpampConnectionSettings: a.onOpampSettings,
		OnConnectionSettings:      a.onSettings,
		OnCommand:                 a.onCommand,
		GetEffectiveConfig: func(context.Context) (*protobufs.EffectiveConfig, error) {
			a.mutex.Lock()
			defer a.mutex.Unlock()
			files := &protobufs.AgentConfigMap{ConfigMap: maps.Clone(a.config)}
			return &protobufs.EffectiveConfig{ConfigMap: files}, nil
		},
	}
}

func (a *agent) onMessage(ctx context.Context, message *types.MessageData) {
	if message.AgentIdentification != nil {
		uid, err := uuid.FromBytes(message.AgentIdentification.NewInstanceUid)
		if err != nil {
			fail(err)
		}
		a.lines.say("instance-uid", event{"uid": uid.String()})
	}
	if message.CustomCapabilities != nil {
		a.lines.say("custom-capabilities", event{"capabilities": message.CustomCapabilities.Capabilities})
	}
	if message.CustomMessage != nil {
		a.lines.say("custom-message", event{"message": asJSON(message.CustomMessage)})
	}
	if message.PackageSyncer != nil {
		a.lines.say("packages", event{"offer": asJSON(message.PackagesAvailable)})
		go func() {
			if err := message.PackageSyncer.Sync(ctx); err != nil {
				a.lines.say("refused", event{"do": "packages", "error": err.Error()})
			}
		}()
	}
	if message.RemoteConfig != nil {
		a.apply(ctx, message.RemoteConfig)
	}
}

func (a *agent) onOpampSettings(_ context.Context, settings *protobufs.OpAMPConnectionSettings) error {
	a.lines.say("opamp-settings", event{"settings": asJSON(settings)})
	return nil
}

func (a *agent) onSettings(_ context.Context, offers *protobufs.ConnectionSettingsOffers) error {
	a.lines.say("settings", event{"offers": asJSON(offers)})
	return nil
}

// onCommand restarts nothing but the time that health is counted from, which is all a server can see.
func (a *agent) onCommand(_ context.Context, command *protobufs.ServerToAgentCommand) error {
	a.lines.say("command", event{"type": int32(command.Type)})
	a.started = time.Now()
	return a.client.SetHealth(a.health(true, ""))
}

func attributes(pairs ...string) []*protobufs.KeyValue {
	var list []*protobufs.KeyValue
	for index := 0; index < len(pairs); index += 2 {
		text := &protobufs.AnyValue_StringValue{StringValue: pairs[index+1]}
		list = append(list, &protobufs.KeyValue{Key: pairs[index], Value: &protobufs.AnyValue{Value: text}})
	}
	return list
}

func components() *protobufs.AvailableComponents {
	nop := &protobufs.ComponentDetails{Metadata: attributes("code.namespace", "example.test/nop v1.0.0")}
	kind := &protobufs.ComponentDetails{SubComponentMap: map[string]*protobufs.ComponentDetails{"nop": nop}}
	return &protobufs.AvailableComponents{
		Hash:       []byte("components-1"),
		Components: map[string]*protobufs.ComponentDetails{"receivers": kind, "exporters": kind},
	}
}
