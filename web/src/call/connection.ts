/** The call's line: LiveKit's room behind the few things that the page needs of it. */
import {
  createAudioAnalyser,
  createLocalAudioTrack,
  type LocalAudioTrack,
  MediaDeviceFailure,
  type Participant,
  type RemoteAudioTrack,
  type RemoteTrack,
  type RemoteVideoTrack,
  Room,
  RoomEvent,
} from 'livekit-client';
import type { Ticket } from '../api/calls';
import type { RingbookEvent } from '../api/events';
import { endedBy } from './core/ending';
import type { AgentState, CallSignal, EndedBy, Mic } from './core/signals';
import { readEvent } from './core/wire';

type Emit = (signal: CallSignal) => void;
type TextReader = AsyncIterable<string> & {
  info: { id: string; attributes?: Record<string, string> };
};

const STATE = 'lk.agent.state';
/** On an avatar: the agent that it speaks for. */
const ON_BEHALF_OF = 'lk.publish_on_behalf';
/** How long the caller stays alone in the room when the agent has gone. */
const ALONE_MS = 1500;

export class CallConnection {
  /** `pagehide` is handled by the page: LiveKit's own listener also hangs up on `beforeunload`. */
  readonly room = new Room({ disconnectOnPageLeave: false });
  readonly #emit: Emit;
  readonly #unsent: string[] = [];
  #agentHears = false;
  #microphone: LocalAudioTrack | null = null;
  #meter: ReturnType<typeof createAudioAnalyser> | null = null;
  #face: RemoteVideoTrack | null = null;
  #closing = false;

  constructor(emit: Emit) {
    this.#emit = emit;
    this.#listen();
  }

  /** Rejects when the server cannot be reached. */
  async connect(ticket: Ticket): Promise<void> {
    await this.room.connect(ticket.server_url, ticket.participant_token);
    for (const participant of this.room.remoteParticipants.values()) this.#watch(participant);
    await this.#publish();
  }

  /** Words for the agent; kept until it is there and the line is up. */
  say(text: string): void {
    this.#unsent.push(text);
    void this.#flush();
  }

  async digits(keys: string): Promise<void> {
    const payload = new TextEncoder().encode(keys);
    await this.room.localParticipant.publishData(payload, {
      reliable: true,
      topic: 'ringbook.keypad',
    });
  }

  /** Asks for the microphone, or switches it; what came of it is told as a signal. */
  async microphone(on: boolean): Promise<void> {
    if (!on) {
      await this.#microphone?.mute();
      this.#mic('off');
      return;
    }
    this.#mic('asking');
    try {
      if (this.#microphone) await this.#microphone.unmute();
      else await this.#open();
      this.#mic('on');
    } catch (error) {
      this.#mic(problem(error));
    }
  }

  /** The agent's loudness now, 0 to 1. */
  level(): number {
    return Math.min(1, (this.#meter?.calculateVolume() ?? 0) * 2.2);
  }

  /** Shows the agent's face in this element; gives what takes it away again. */
  show(video: HTMLVideoElement): () => void {
    const face = this.#face;
    face?.attach(video);
    return () => face?.detach(video);
  }

  close(): void {
    this.#closing = true;
    void this.#meter?.cleanup();
    this.#microphone?.stop();
    void this.room.disconnect(true);
  }

  async #open(): Promise<void> {
    const track = await createLocalAudioTrack({ echoCancellation: true, noiseSuppression: true });
    if (this.#closing) return track.stop();
    this.#microphone = track;
    await this.#publish();
  }

  /** The microphone may be allowed before or after the line is up: whichever is last publishes. */
  async #publish(): Promise<void> {
    const me = this.room.localParticipant;
    if (this.room.state !== 'connected' || !this.#microphone) return;
    if (me.audioTrackPublications.size === 0) await me.publishTrack(this.#microphone);
  }

  #listen(): void {
    this.room
      .on(RoomEvent.ParticipantConnected, (one) => this.#watch(one))
      .on(RoomEvent.ParticipantAttributesChanged, (_, one) => this.#watch(one))
      .on(RoomEvent.ParticipantDisconnected, (one) => this.#left(one))
      .on(RoomEvent.DataReceived, (payload, from) => from?.isAgent && this.#data(payload))
      .on(RoomEvent.TrackSubscribed, (track, _, from) => this.#subscribed(track, from))
      .on(RoomEvent.TrackUnsubscribed, (track) => track === this.#face && this.#faced(null))
      .on(RoomEvent.TrackMuted, ({ track }) => this.#masked(track, true))
      .on(RoomEvent.TrackUnmuted, ({ track }) => this.#masked(track, false))
      .on(RoomEvent.Reconnecting, () => this.#emit({ kind: 'reconnecting' }))
      .on(RoomEvent.SignalReconnecting, () => this.#emit({ kind: 'reconnecting' }))
      .on(RoomEvent.Reconnected, () => this.#back())
      .on(RoomEvent.Disconnected, (reason) => this.#ended(endedBy(reason, this.#closing)));
    this.room.registerTextStreamHandler('lk.transcription', (reader, { identity }) => {
      void this.#transcript(reader, identity === this.room.localParticipant.identity);
    });
    this.room.registerTextStreamHandler('ringbook.summary', async (reader) => {
      this.#event(await reader.readAll());
    });
  }

  #watch(participant: Participant): void {
    const state = participant.attributes[STATE] as AgentState | undefined;
    if (!participant.isAgent || !state) return;
    this.#emit({ kind: 'agent', at: Date.now(), state });
    this.#agentHears = state !== 'initializing';
    void this.#flush();
  }

  #left(participant: Participant): void {
    // Without its face the agent goes on, by voice
    if (!participant.isAgent || participant.attributes[ON_BEHALF_OF]) return;
    this.#agentHears = false;
    setTimeout(() => {
      if (this.#closing || this.#agentHears) return;
      this.close();
      this.#ended('practice');
    }, ALONE_MS);
  }

  #ended(by: EndedBy): void {
    this.#microphone?.stop();
    this.#emit({ kind: 'disconnected', at: Date.now(), by });
  }

  #back(): void {
    this.#emit({ kind: 'reconnected' });
    void this.#flush();
  }

  async #flush(): Promise<void> {
    while (this.#agentHears && this.#unsent.length > 0) {
      const [text = ''] = this.#unsent.splice(0, 1);
      try {
        await this.room.localParticipant.sendText(text, { topic: 'lk.chat' });
      } catch {
        // The line is down: `Reconnected` flushes again
        this.#unsent.unshift(text);
        return;
      }
    }
  }

  #data(payload: Uint8Array): void {
    this.#event(new TextDecoder().decode(payload));
  }

  #event(text: string): void {
    const event: RingbookEvent | null = readEvent(text);
    if (event) this.#emit({ kind: 'event', at: Date.now(), event });
  }

  async #transcript(reader: TextReader, mine: boolean): Promise<void> {
    const id = reader.info.attributes?.['lk.segment_id'] ?? reader.info.id;
    const who = mine ? 'caller' : 'agent';
    let text = '';
    const heard = (final: boolean) =>
      this.#emit({ kind: 'heard', at: Date.now(), id, who, text, final });
    try {
      for await (const chunk of reader) {
        text += chunk;
        heard(false);
      }
    } catch {
      // A stream cut by a lost line: what came of it stays
    }
    heard(!mine || reader.info.attributes?.['lk.transcription_final'] === 'true');
  }

  #subscribed(track: RemoteTrack, from: Participant): void {
    if (track.kind === 'audio') this.#measure(track);
    else if (from.isAgent) this.#faced(track as RemoteVideoTrack);
  }

  #faced(face: RemoteVideoTrack | null): void {
    this.#face = face;
    this.#emit({ kind: 'face', shown: face !== null });
  }

  #masked(track: unknown, masked: boolean): void {
    if (track && track === this.#face) this.#emit({ kind: 'face', shown: !masked });
  }

  #measure(track: RemoteTrack): void {
    void this.#meter?.cleanup();
    this.#meter = createAudioAnalyser(track as RemoteAudioTrack, { smoothingTimeConstant: 0.6 });
  }

  #mic(mic: Mic): void {
    this.#emit({ kind: 'mic', mic });
  }
}

function problem(error: unknown): Mic {
  switch (MediaDeviceFailure.getFailure(error)) {
    case MediaDeviceFailure.PermissionDenied:
      return 'blocked';
    case MediaDeviceFailure.NotFound:
      return 'missing';
    default:
      // Without a secure page there is no microphone interface to ask at all
      return navigator.mediaDevices ? 'failed' : 'blocked';
  }
}
