package main

import (
	"encoding/binary"
	"io"
	"os"
	"time"

	"github.com/pion/rtp"
)

const (
	packetTime = 20 * time.Millisecond
	samples    = 960 // of a packet, at Opus's 48 kHz
	sparse     = 20  // packets of silence for which one is sent, as browsers do
)

var silence = []byte{0xf8, 0xff, 0xfe}

// packets reads a file in which each packet has its length before it, in two bytes.
func packets(file string) (all [][]byte, err error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	for {
		var length uint16
		if err := binary.Read(in, binary.LittleEndian, &length); err == io.EOF {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		packet := make([]byte, length)
		if _, err := io.ReadFull(in, packet); err != nil {
			return nil, err
		}
		all = append(all, packet)
	}
}

// talk sends the question whenever the agent has answered and is quiet, and silence between.
func (one *caller) talk() {
	var left [][]byte // of the question
	asked, begun := time.Time{}, time.Now()
	for number := 0; ; number++ {
		time.Sleep(time.Until(begun.Add(time.Duration(number) * packetTime)))
		if len(left) == 0 && one.isQuietSince(asked) {
			if !one.mayAsk() {
				close(one.done)
				return
			}
			left = one.question
		}
		switch {
		case len(left) > 0:
			one.send(number, left[0], len(left) == len(one.question))
			left, asked = left[1:], time.Now()
		case number%sparse == 0:
			one.send(number, silence, false)
		}
	}
}

func (one *caller) send(number int, payload []byte, first bool) {
	one.sent++
	header := rtp.Header{Version: 2, Marker: first, SequenceNumber: one.sent, Timestamp: uint32(number * samples)}
	one.track.WriteRTP(&rtp.Packet{Header: header, Payload: payload}, nil)
}

// isQuietSince tells whether the agent has spoken since then, and finished.
func (one *caller) isQuietSince(asked time.Time) bool {
	one.guard.Lock()
	defer one.guard.Unlock()
	return one.lastLoud.After(asked) && time.Since(one.lastLoud) > quiet
}

// mayAsk counts the questions.
func (one *caller) mayAsk() bool {
	one.guard.Lock()
	defer one.guard.Unlock()
	if one.left == 0 {
		return false
	}
	one.left--
	return true
}

// ask lets so many more questions be asked, and notes what is heard from now on.
func (one *caller) ask(turns int) {
	one.guard.Lock()
	defer one.guard.Unlock()
	one.left, one.heard, one.keeping = turns, []arrival{}, true
}

// finish waits until all of them are asked and answered.
func (one *caller) finish() []arrival {
	<-one.done
	one.guard.Lock()
	defer one.guard.Unlock()
	one.keeping = false
	return one.heard
}
