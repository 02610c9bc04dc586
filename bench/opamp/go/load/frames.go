package main

import (
	"bytes"
	"encoding/binary"
	"syscall"
	"unsafe"
)

const (
	opContinuation = 0x0
	opBinary       = 0x2
	opClose        = 0x8
	opPing         = 0x9
	opPong         = 0xa
	finalBit       = 0x80
	maskBit        = 0x80
)

// consumeFrame takes one frame of the server off the front, or nothing when it is not whole.
func (l *load) consumeFrame(a *agent, data []byte) []byte {
	if len(data) < 2 {
		return data
	}
	size, start := int(data[1]), 2
	switch size {
	case 126:
		if len(data) < 4 {
			return data
		}
		size, start = int(binary.BigEndian.Uint16(data[2:])), 4
	case 127:
		if len(data) < 10 {
			return data
		}
		size, start = int(binary.BigEndian.Uint64(data[2:])), 10
	}
	if len(data) < start+size {
		return data
	}
	payload := data[start : start+size]
	switch data[0] & 0x0f {
	case opBinary, opContinuation:
		if data[0]&finalBit == 0 {
			a.whole = append(a.whole, payload...)
			break
		}
		if len(a.whole) > 0 {
			payload = append(a.whole, payload...)
			a.whole = nil
		}
		l.received(a, payload)
	case opPing:
		l.send(a, opPong, bytes.Clone(payload))
	case opClose:
		l.gone(a, &l.counts.Lost)
		return nil
	}
	return data[start+size:]
}

// sendMessage frames, masks and writes one message; build appends it to what it is given.
func (l *load) sendMessage(a *agent, build func([]byte, *agent) []byte) {
	a.awaits = true
	l.frame = build(l.frame[:0], a)
	l.send(a, opBinary, l.frame)
}

const maskKey = 0x9d41c7e5

func (l *load) send(a *agent, opcode byte, payload []byte) {
	var header [14]byte
	header[0] = finalBit | opcode
	size := 2
	switch {
	case len(payload) < 126:
		header[1] = maskBit | byte(len(payload))
	case len(payload) <= 0xffff:
		header[1] = maskBit | 126
		binary.BigEndian.PutUint16(header[2:], uint16(len(payload)))
		size = 4
	default:
		header[1] = maskBit | 127
		binary.BigEndian.PutUint64(header[2:], uint64(len(payload)))
		size = 10
	}
	binary.LittleEndian.PutUint32(header[size:], maskKey)
	size += 4
	mask(payload)
	l.out(a, header[:size], payload)
}

var joined []byte

func (l *load) out(a *agent, header, payload []byte) {
	joined = append(append(joined[:0], header...), payload...)
	l.write(a, joined)
}

func mask(payload []byte) {
	const key = maskKey<<32 | maskKey
	i := 0
	for ; i+8 <= len(payload); i += 8 {
		binary.LittleEndian.PutUint64(payload[i:], binary.LittleEndian.Uint64(payload[i:])^key)
	}
	for ; i < len(payload); i++ {
		payload[i] ^= byte(uint32(maskKey) >> (8 * (i % 4)))
	}
}

const (
	fieldUID          = 1
	fieldError        = 2
	fieldRemoteConfig = 3
	fieldFlags        = 6
	reportFullState   = 1
)

// received looks at one ServerToAgent and tells the phase what it was.
func (l *load) received(a *agent, payload []byte) {
	if len(payload) < 1 || payload[0] != 0 {
		l.counts.Unexpected++
		return
	}
	isOurs, isOffer := false, false
	ok := fields(payload[1:], func(field uint64, value uint64, body []byte) {
		switch field {
		case fieldUID:
			isOurs = bytes.Equal(body, a.uid[:])
		case fieldError:
			l.counts.Errors++
		case fieldFlags:
			if value&reportFullState != 0 {
				l.counts.Resends++
			}
		case fieldRemoteConfig:
			isOffer = true
			fields(body, func(field uint64, _ uint64, body []byte) {
				if field == 2 {
					a.hash = bytes.Clone(body)
				}
			})
		}
	})
	if !ok || !isOurs {
		l.counts.Unexpected++
		return
	}
	if isOffer {
		l.counts.Offers++
	}
	if isOffer && !a.awaits {
		l.onOffer(a)
		return
	}
	if !a.awaits {
		l.counts.Unexpected++
		return
	}
	a.awaits = false
	l.counts.Replied++
	l.onReply(a)
}

// fields walks the top level of a message; false when it is malformed.
func fields(data []byte, each func(field, value uint64, body []byte)) bool {
	for len(data) > 0 {
		tag, n := binary.Uvarint(data)
		if n <= 0 {
			return false
		}
		data = data[n:]
		value, n := binary.Uvarint(data)
		if n <= 0 {
			return false
		}
		data = data[n:]
		switch tag & 7 {
		case 0:
			each(tag>>3, value, nil)
		case 2:
			if value > uint64(len(data)) {
				return false
			}
			each(tag>>3, 0, data[:value])
			data = data[value:]
		default:
			return false
		}
	}
	return true
}

// rawIO reads or writes without telling the scheduler: the descriptors never block.
func rawIO(call uintptr, fd int, data []byte) (int, syscall.Errno) {
	if len(data) == 0 {
		return 0, 0
	}
	n, _, errno := syscall.RawSyscall(call, uintptr(fd), uintptr(unsafe.Pointer(&data[0])), uintptr(len(data)))
	if errno != 0 {
		return 0, errno
	}
	return int(n), 0
}
