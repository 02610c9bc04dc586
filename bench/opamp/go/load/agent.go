package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"syscall"
)

const (
	isConnecting = iota
	isUpgrading
	isOpen
	isGone
)

// agent is one connection and who speaks over it.
type agent struct {
	number  int
	fd      int
	state   int
	uid     [16]byte
	uidText string
	seq     uint64
	accepts bool
	// awaits is true from a report until its reply.
	awaits bool
	dueNs  int64
	in     []byte
	whole  []byte
	out    []byte
	hash   []byte
}

func (l *load) newAgent(number int, accepts bool) *agent {
	a := &agent{number: number, accepts: accepts}
	// A UUIDv7 that holds the seed and the number.
	a.uid = [16]byte{0x01, 0x93, 0x5a, 0x10, 0x00, 0x00, 0x70, 0x00, 0x80}
	binary.BigEndian.PutUint32(a.uid[8:], 0x8000_0000|l.seed>>2)
	binary.BigEndian.PutUint32(a.uid[12:], uint32(number))
	a.uidText = uidText(a.uid)
	return a
}

const ipBindAddressNoPort = 24

// open starts to connect from one of 1,250 loopback addresses; the port is chosen by the kernel at connect.
func (l *load) open(a *agent) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		fail(err)
	}
	a.fd, a.state = fd, isConnecting
	_ = syscall.SetsockoptInt(fd, syscall.SOL_IP, ipBindAddressNoPort, 1)
	_ = syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1)
	source := [4]byte{127, 0, byte(1 + a.number%5), byte(1 + a.number/5%250)}
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{Addr: source}); err != nil {
		fail(err)
	}
	err = syscall.Connect(fd, &syscall.SockaddrInet4{Port: l.port, Addr: [4]byte{127, 0, 0, 1}})
	if err != nil && err != syscall.EINPROGRESS {
		fail(err)
	}
	l.control(syscall.EPOLL_CTL_ADD, fd, a.number, syscall.EPOLLOUT)
}

func (l *load) serve(a *agent, events uint32) {
	if a.state == isGone {
		return
	}
	if events&syscall.EPOLLOUT != 0 {
		l.writable(a)
	}
	if events&(syscall.EPOLLIN|syscall.EPOLLHUP|syscall.EPOLLERR) != 0 && a.state != isGone {
		l.readable(a)
	}
}

func (l *load) writable(a *agent) {
	if a.state == isConnecting {
		failure, err := syscall.GetsockoptInt(a.fd, syscall.SOL_SOCKET, syscall.SO_ERROR)
		if err != nil || failure != 0 {
			l.gone(a, &l.counts.Refused)
			return
		}
		a.state = isUpgrading
		l.control(syscall.EPOLL_CTL_MOD, a.fd, a.number, syscall.EPOLLIN)
		l.write(a, []byte("GET /v1/opamp HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
			"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"))
		return
	}
	out := a.out
	a.out = nil
	l.control(syscall.EPOLL_CTL_MOD, a.fd, a.number, syscall.EPOLLIN)
	l.write(a, out)
}

// write keeps what the socket does not take now.
func (l *load) write(a *agent, data []byte) {
	if len(a.out) > 0 {
		a.out = append(a.out, data...)
		return
	}
	n, errno := rawIO(syscall.SYS_WRITE, a.fd, data)
	if errno != 0 && errno != syscall.EAGAIN {
		l.gone(a, &l.counts.Lost)
		return
	}
	if n < len(data) {
		a.out = bytes.Clone(data[n:])
		l.control(syscall.EPOLL_CTL_MOD, a.fd, a.number, syscall.EPOLLIN|syscall.EPOLLOUT)
	}
}

func (l *load) readable(a *agent) {
	n, errno := rawIO(syscall.SYS_READ, a.fd, l.buffer)
	if errno == syscall.EAGAIN {
		return
	}
	if errno != 0 || n == 0 {
		l.gone(a, &l.counts.Lost)
		return
	}
	data := l.buffer[:n]
	if len(a.in) > 0 {
		a.in = append(a.in, data...)
		data = a.in
	}
	rest := l.consume(a, data)
	if len(rest) == 0 {
		a.in = nil
	} else {
		a.in = append([]byte(nil), rest...)
	}
}

// consume takes whole frames, or the answer to the upgrade, and gives back what is not whole yet.
func (l *load) consume(a *agent, data []byte) []byte {
	if a.state == isUpgrading {
		end := bytes.Index(data, []byte("\r\n\r\n"))
		if end < 0 {
			return data
		}
		if !bytes.HasPrefix(data, []byte("HTTP/1.1 101 ")) {
			l.gone(a, &l.counts.Refused)
			return nil
		}
		a.state = isOpen
		data = data[end+4:]
		l.onOpen(a)
	}
	for len(data) > 0 && a.state == isOpen {
		rest := l.consumeFrame(a, data)
		if len(rest) == len(data) {
			return data
		}
		data = rest
	}
	return nil
}

func (l *load) gone(a *agent, count *int) {
	*count++
	a.state = isGone
	syscall.Close(a.fd)
}

func (l *load) use(c command) {
	if c.Count > 60_000 {
		fail(fmt.Errorf("%d agents are too many", c.Count))
	}
	l.port, l.seed = c.Port, c.Seed
	l.messages = readMessages(c.Fixtures)
	l.agents = make([]*agent, c.Count)
}
