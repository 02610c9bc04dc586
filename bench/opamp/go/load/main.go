// Command load plays many agents against one server from one thread, so that it costs less than what it measures.
// It takes one JSON command per line on standard input and answers each with one JSON line. Linux only.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"
)

const (
	eventsPerWait = 64
	readBytes     = 256 * 1024
	stdin         = 0
)

// command is one line of input; which fields count depends on Do.
type command struct {
	Do       string `json:"do"`
	Port     int    `json:"port"`
	Fixtures string `json:"fixtures"`
	Seed     uint32 `json:"seed"`
	First    int    `json:"first"`
	Count    int    `json:"count"`
	Window   int    `json:"window"`
	Ms       int    `json:"ms"`
	Rate     int    `json:"rate"`
	Accepts  bool   `json:"accepts"`
	Reports  bool   `json:"reports"`
}

type load struct {
	epoll    int
	port     int
	seed     uint32
	messages messages
	agents   []*agent
	events   [eventsPerWait]syscall.EpollEvent
	input    []byte
	lines    [][]byte
	buffer   []byte
	frame    []byte
	counts   counts
	onOpen   func(*agent)
	onReply  func(*agent)
	onOffer  func(*agent)
}

// counts is what happened during one command, apart from what was measured.
type counts struct {
	Replied    int `json:"replied"`
	Refused    int `json:"refused"`
	Lost       int `json:"lost"`
	Errors     int `json:"errors"`
	Resends    int `json:"resends"`
	Offers     int `json:"offers"`
	Unexpected int `json:"unexpected"`
	Skipped    int `json:"skipped"`
}

func main() {
	runtime.LockOSThread()
	debug.SetGCPercent(800)
	epoll, err := syscall.EpollCreate1(0)
	if err != nil {
		fail(err)
	}
	l := &load{epoll: epoll, buffer: make([]byte, readBytes)}
	l.watch(stdin, syscall.EPOLLIN)
	l.quiet()
	for {
		line := l.nextLine()
		var c command
		if err := json.Unmarshal(line, &c); err != nil {
			fail(err)
		}
		l.run(c)
	}
}

func (l *load) run(c command) {
	l.counts = counts{}
	l.quiet()
	started, cpu := time.Now(), cpuSeconds()
	var result map[string]any
	switch c.Do {
	case "use":
		l.use(c)
	case "connect":
		l.connectAll(c)
	case "saturate":
		l.saturate(c)
	case "each":
		l.each(c)
	case "push":
		result = l.push(c)
	case "samples":
		result = l.samples()
	default:
		fail(fmt.Errorf("unknown command %q", c.Do))
	}
	answer := map[string]any{
		"wallMs": float64(time.Since(started).Microseconds()) / 1000,
		"cpuMs":  1000 * (cpuSeconds() - cpu),
		"counts": l.counts,
		"open":   l.openCount(),
	}
	for key, value := range result {
		answer[key] = value
	}
	say(answer)
}

func (l *load) quiet() {
	l.onOpen, l.onReply, l.onOffer = func(*agent) {}, func(*agent) {}, func(*agent) {}
}

func (l *load) openCount() int {
	open := 0
	for _, a := range l.agents {
		if a != nil && a.state == isOpen {
			open++
		}
	}
	return open
}

// nextLine goes on serving sockets until a command is there.
func (l *load) nextLine() []byte {
	for len(l.lines) == 0 {
		l.turn(-1)
	}
	line := l.lines[0]
	l.lines = l.lines[1:]
	return line
}

// turn waits for at most this many milliseconds and serves what is ready.
func (l *load) turn(timeoutMs int) {
	n, err := syscall.EpollWait(l.epoll, l.events[:], timeoutMs)
	if err == syscall.EINTR {
		return
	}
	if err != nil {
		fail(err)
	}
	for i := 0; i < n; i++ {
		event := &l.events[i]
		if event.Fd == stdin {
			l.readInput()
			continue
		}
		// The agent's number travels in the padding: descriptors are not in the order of agents.
		l.serve(l.agents[event.Pad], event.Events)
	}
}

func (l *load) readInput() {
	n, err := syscall.Read(stdin, l.buffer)
	if err != nil {
		fail(err)
	}
	if n == 0 {
		os.Exit(0)
	}
	l.input = append(l.input, l.buffer[:n]...)
	for {
		end := bytes.IndexByte(l.input, '\n')
		if end < 0 {
			return
		}
		l.lines = append(l.lines, bytes.Clone(l.input[:end]))
		l.input = l.input[end+1:]
	}
}

func (l *load) watch(fd int, events uint32) {
	l.control(syscall.EPOLL_CTL_ADD, fd, 0, events)
}

func (l *load) control(op, fd, number int, events uint32) {
	event := syscall.EpollEvent{Events: events, Fd: int32(fd), Pad: int32(number)}
	if err := syscall.EpollCtl(l.epoll, op, fd, &event); err != nil {
		fail(err)
	}
}

func cpuSeconds() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		fail(err)
	}
	seconds := func(t syscall.Timeval) float64 { return float64(t.Sec) + float64(t.Usec)/1e6 }
	return seconds(usage.Utime) + seconds(usage.Stime)
}

func say(answer any) {
	line, err := json.Marshal(answer)
	if err != nil {
		fail(err)
	}
	os.Stdout.Write(append(line, '\n'))
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "load:", err)
	os.Exit(1)
}
