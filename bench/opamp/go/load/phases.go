package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// phaseLimit ends the program when a phase hangs: a reply was lost.
const phaseLimit = 300 * time.Second

// connectAll opens agents, a window of them at a time; with reports each one's full report is answered.
func (l *load) connectAll(c command) {
	next, end, done := c.First, c.First+c.Count, 0
	start := func() {
		if next < end {
			a := l.newAgent(next, c.Accepts)
			l.agents[next] = a
			next++
			l.open(a)
		}
	}
	finish := func(*agent) {
		done++
		start()
	}
	l.onOpen = finish
	if c.Reports {
		l.onOpen = func(a *agent) { l.sendMessage(a, l.report) }
		l.onReply = finish
	}
	for i := 0; i < c.Window; i++ {
		start()
	}
	l.until(func() bool { return done+l.counts.Refused+l.counts.Lost >= c.Count })
}

func (l *load) what(c command) func([]byte, *agent) []byte {
	if c.Reports {
		return l.report
	}
	return l.head
}

// saturate keeps a window of messages in flight for some time, agent after agent, and waits for the last reply.
func (l *load) saturate(c command) {
	build := l.what(c)
	end := time.Now().Add(time.Duration(c.Ms) * time.Millisecond)
	cursor, inFlight, isOver := 0, 0, false
	send := func() {
		for range l.agents {
			a := l.agents[cursor]
			cursor = (cursor + 1) % c.Count
			if a.state == isOpen && !a.awaits {
				inFlight++
				l.sendMessage(a, build)
				return
			}
		}
	}
	sent := 0
	l.onReply = func(*agent) {
		inFlight--
		sent++
		if sent%16 == 0 && !isOver {
			isOver = time.Now().After(end)
		}
		if !isOver {
			send()
		}
	}
	for i := 0; i < c.Window; i++ {
		send()
	}
	l.until(func() bool { return inFlight-l.counts.Lost <= 0 })
}

// each lets every agent send one message.
func (l *load) each(c command) {
	build := l.what(c)
	next, done := c.First, 0
	send := func() {
		if next < c.First+c.Count {
			a := l.agents[next]
			next++
			l.sendMessage(a, build)
		}
	}
	l.onReply = func(*agent) {
		done++
		send()
	}
	for i := 0; i < c.Window; i++ {
		send()
	}
	l.until(func() bool { return done+l.counts.Lost >= c.Count })
}

// push waits until agents 0 to First-1 were offered a configuration, acknowledged it and had their answer, while the
// Count agents from First on send Rate heartbeats a second. The line "mark" on standard input starts the clock.
func (l *load) push(c command) map[string]any {
	others := l.agents[c.First : c.First+c.Count]
	interval := time.Second / time.Duration(c.Rate)
	begun := time.Now()
	due, sent, answered := begun, 0, 0
	var started, ended time.Time
	var delays []float64
	l.onOffer = func(a *agent) { l.sendMessage(a, l.acknowledgement) }
	l.onReply = func(a *agent) {
		now := time.Now()
		if a.number < c.First {
			answered++
			if answered == c.First {
				ended = now
			}
			return
		}
		if !started.IsZero() && a.dueNs >= started.UnixNano() {
			delays = append(delays, float64(now.UnixNano()-a.dueNs)/1e6)
		}
	}
	pace := func() {
		for now := time.Now(); ended.IsZero() && !due.After(now); due = due.Add(interval) {
			a := others[sent%len(others)]
			sent++
			if a.awaits {
				l.counts.Skipped++
				continue
			}
			a.dueNs = due.UnixNano()
			l.sendMessage(a, l.head)
		}
	}
	say(map[string]any{"watching": true})
	outstanding := func() bool {
		return slices.ContainsFunc(others, func(a *agent) bool { return a.awaits })
	}
	deadline := begun.Add(phaseLimit)
	for ended.IsZero() || outstanding() {
		pace()
		l.turn(1)
		if len(l.lines) > 0 && started.IsZero() {
			l.expectMark()
			started = time.Now()
		}
		if time.Now().After(deadline) {
			fail(fmt.Errorf("push: %d of %d answered after %s", answered, c.First, phaseLimit))
		}
	}
	slices.Sort(delays)
	return map[string]any{
		"answered":  answered,
		"pushMs":    float64(ended.Sub(started).Microseconds()) / 1000,
		"heartbeat": map[string]any{"count": len(delays), "p50": at(delays, 0.5), "p99": at(delays, 0.99), "max": at(delays, 1)},
	}
}

func (l *load) expectMark() {
	var mark struct {
		Do string `json:"do"`
	}
	if err := json.Unmarshal(l.lines[0], &mark); err != nil || mark.Do != "mark" {
		fail(fmt.Errorf("expected a mark, got %s", l.lines[0]))
	}
	l.lines = l.lines[1:]
}

func at(sorted []float64, share float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(float64(len(sorted))*share))]
}

func (l *load) until(done func() bool) {
	deadline := time.Now().Add(phaseLimit)
	for !done() {
		l.turn(1000)
		if time.Now().After(deadline) {
			fail(fmt.Errorf("not done after %s: %+v", phaseLimit, l.counts))
		}
	}
}
