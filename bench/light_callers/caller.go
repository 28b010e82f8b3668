package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/livekit/protocol/livekit"
	lksdk "github.com/livekit/server-sdk-go/v2"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
)

const (
	loud     = 30                     // bytes from which a packet has more than silence
	quiet    = 600 * time.Millisecond // after which the agent has finished
	patience = 30 * time.Second
)

// arrival is one packet of the agent's voice: milliseconds of the wall clock since the call was
// answered, milliseconds of its own time, bytes.
type arrival [3]int64

// caller is one call. Sound goes out from one goroutine, comes in at another.
type caller struct {
	room     *lksdk.Room
	track    *lksdk.LocalTrack
	question [][]byte
	begun    time.Time
	answered chan struct{}
	done     chan struct{}
	sent     uint16 // packets, by talk alone

	guard    sync.Mutex
	heard    []arrival
	lastLoud time.Time
	left     int // questions still to be asked; below zero without end
	keeping  bool
}

// dial makes a call and waits until the agent begins to speak.
func dial(address string, question [][]byte) (*caller, error) {
	url, token, err := ticket(address)
	if err != nil {
		return nil, err
	}
	one := &caller{
		question: question, begun: time.Now(), left: -1,
		answered: make(chan struct{}), done: make(chan struct{}),
	}
	if err := one.join(url, token); err != nil {
		return nil, err
	}
	select {
	case <-one.answered:
		go one.talk()
		return one, nil
	case <-time.After(patience):
		return nil, fmt.Errorf("nobody answers")
	}
}

func ticket(address string) (url, token string, err error) {
	response, err := http.Post(address+"/api/token", "application/json", strings.NewReader("{}"))
	if err != nil {
		return "", "", err
	}
	defer response.Body.Close()
	var got struct {
		URL   string `json:"server_url"`
		Token string `json:"participant_token"`
	}
	err = json.NewDecoder(response.Body).Decode(&got)
	return got.URL, got.Token, err
}

func (one *caller) join(url, token string) error {
	opus := webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}
	track, err := lksdk.NewLocalTrack(opus)
	if err != nil {
		return err
	}
	callback := &lksdk.RoomCallback{ParticipantCallback: lksdk.ParticipantCallback{
		OnTrackSubscribed: func(track *webrtc.TrackRemote, _ *lksdk.RemoteTrackPublication, _ *lksdk.RemoteParticipant) {
			one.listen(track)
		},
	}}
	if one.room, err = lksdk.ConnectToRoomWithToken(url, token, callback); err != nil {
		return err
	}
	one.track = track
	source := &lksdk.TrackPublicationOptions{Name: "microphone", Source: livekit.TrackSource_MICROPHONE}
	_, err = one.room.LocalParticipant.PublishTrack(track, source)
	return err
}

// listen notes each packet until the call ends.
func (one *caller) listen(track *webrtc.TrackRemote) {
	for {
		packet, _, err := track.ReadRTP()
		if err != nil {
			return
		}
		one.note(packet)
	}
}

func (one *caller) note(packet *rtp.Packet) {
	one.guard.Lock()
	defer one.guard.Unlock()
	now := time.Now()
	if one.keeping {
		its := int64(packet.Timestamp) / 48
		one.heard = append(one.heard, arrival{now.Sub(one.begun).Milliseconds(), its, int64(len(packet.Payload))})
	}
	if len(packet.Payload) < loud {
		return
	}
	if one.lastLoud.IsZero() {
		close(one.answered)
	}
	one.lastLoud = now
}
