package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"sync"
	"time"

	"github.com/open-telemetry/opamp-go/protobufs"
	"github.com/open-telemetry/opamp-go/server/types"
)

const (
	senders      = 8
	capabilities = uint64(protobufs.ServerCapabilities_ServerCapabilities_AcceptsStatus |
		protobufs.ServerCapabilities_ServerCapabilities_OffersRemoteConfig |
		protobufs.ServerCapabilities_ServerCapabilities_AcceptsEffectiveConfig)
	acceptsRemoteConfig = uint64(protobufs.AgentCapabilities_AgentCapabilities_AcceptsRemoteConfig)
	reportFullState     = uint64(protobufs.ServerToAgentFlags_ServerToAgentFlags_ReportFullState)
)

// agent is the last status of one agent, merged from its reports.
type agent struct {
	mutex    sync.Mutex
	conn     types.Connection
	status   *protobufs.AgentToServer
	lastSeen time.Time
	// sending keeps pushes to one connection apart.
	sending sync.Mutex
}

type fleet struct {
	mutex  sync.RWMutex
	agents map[string]*agent
	byConn map[types.Connection]*agent
	body   []byte
	number int
	offer  *protobufs.AgentRemoteConfig
}

func newFleet(body []byte) *fleet {
	return &fleet{agents: map[string]*agent{}, byConn: map[types.Connection]*agent{}, body: body}
}

func (f *fleet) onMessage(_ context.Context, conn types.Connection, message *protobufs.AgentToServer) *protobufs.ServerToAgent {
	a, offer := f.seat(conn, string(message.InstanceUid))
	a.mutex.Lock()
	defer a.mutex.Unlock()
	a.lastSeen = time.Now()
	response := &protobufs.ServerToAgent{InstanceUid: message.InstanceUid, Capabilities: capabilities}
	if a.merge(message) {
		response.Flags |= reportFullState
	}
	if a.needs(offer) {
		response.RemoteConfig = offer
	}
	return response
}

// seat finds the agent, or makes room for it.
func (f *fleet) seat(conn types.Connection, uid string) (*agent, *protobufs.AgentRemoteConfig) {
	f.mutex.RLock()
	a, offer := f.agents[uid], f.offer
	isSeated := a != nil && a.conn == conn
	f.mutex.RUnlock()
	if isSeated {
		return a, offer
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if a == nil {
		a = &agent{status: &protobufs.AgentToServer{}}
		f.agents[uid] = a
	}
	a.conn = conn
	f.byConn[conn] = a
	return a, f.offer
}

// merge takes over what was reported and keeps the rest; true when a report before this one is missing.
func (a *agent) merge(message *protobufs.AgentToServer) bool {
	last := a.status
	isGap := last.InstanceUid != nil && message.SequenceNum != last.SequenceNum+1
	if last.InstanceUid == nil {
		a.status = message
		return message.AgentDescription == nil
	}
	last.SequenceNum = message.SequenceNum
	if message.Capabilities != 0 {
		last.Capabilities = message.Capabilities
	}
	if message.AgentDescription != nil {
		last.AgentDescription = message.AgentDescription
	}
	if message.Health != nil {
		last.Health = message.Health
	}
	if message.EffectiveConfig != nil {
		last.EffectiveConfig = message.EffectiveConfig
	}
	if message.RemoteConfigStatus != nil {
		last.RemoteConfigStatus = message.RemoteConfigStatus
	}
	if message.PackageStatuses != nil {
		last.PackageStatuses = message.PackageStatuses
	}
	if message.AvailableComponents != nil {
		last.AvailableComponents = message.AvailableComponents
	}
	return isGap && message.AgentDescription == nil
}

func (a *agent) needs(offer *protobufs.AgentRemoteConfig) bool {
	if offer == nil || a.status.Capabilities&acceptsRemoteConfig == 0 {
		return false
	}
	return !bytes.Equal(a.status.GetRemoteConfigStatus().GetLastRemoteConfigHash(), offer.ConfigHash)
}

func (f *fleet) onClose(conn types.Connection) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	delete(f.byConn, conn)
}

// offerAll makes the next configuration and pushes it to everybody who takes one; returns to how many.
func (f *fleet) offerAll(ctx context.Context) int {
	f.number++
	body := fmt.Appendf(nil, "%s# %d\n", f.body, f.number)
	hash := sha256.Sum256(body)
	offer := &protobufs.AgentRemoteConfig{
		ConfigHash: hash[:],
		Config: &protobufs.AgentConfigMap{ConfigMap: map[string]*protobufs.AgentConfigFile{
			"": {Body: body, ContentType: "text/yaml"},
		}},
	}
	f.mutex.Lock()
	f.offer = offer
	waiting := make(chan *agent, len(f.agents))
	pushed := 0
	for _, a := range f.agents {
		a.mutex.Lock()
		if a.needs(offer) {
			pushed++
			waiting <- a
		}
		a.mutex.Unlock()
	}
	f.mutex.Unlock()
	close(waiting)
	var group sync.WaitGroup
	for range senders {
		group.Add(1)
		go func() {
			defer group.Done()
			for a := range waiting {
				a.push(ctx, offer)
			}
		}()
	}
	group.Wait()
	return pushed
}

func (a *agent) push(ctx context.Context, offer *protobufs.AgentRemoteConfig) {
	a.mutex.Lock()
	conn, uid := a.conn, a.status.InstanceUid
	a.mutex.Unlock()
	a.sending.Lock()
	defer a.sending.Unlock()
	message := &protobufs.ServerToAgent{InstanceUid: uid, Capabilities: capabilities, RemoteConfig: offer}
	if err := conn.Send(ctx, message); err != nil {
		fail(err)
	}
}

// state says how many agents are known and of how many everything a full report has is kept.
func (f *fleet) state() map[string]any {
	f.mutex.RLock()
	defer f.mutex.RUnlock()
	whole := 0
	for _, a := range f.agents {
		a.mutex.Lock()
		s := a.status
		if s.AgentDescription != nil && s.Health != nil && s.EffectiveConfig != nil && s.AvailableComponents != nil {
			whole++
		}
		a.mutex.Unlock()
	}
	return map[string]any{"agents": len(f.agents), "whole": whole}
}
