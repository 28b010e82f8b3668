/** Everything that can happen to a call, as the page sees it. Instants are milliseconds. */
import type { RingbookEvent } from '../../api/events';

export type Mode = 'voice' | 'text';
export type Who = 'caller' | 'agent';
/** What the worker says of itself in the attribute `lk.agent.state`. */
export type AgentState = 'initializing' | 'idle' | 'listening' | 'thinking' | 'speaking';
export type Mic = 'off' | 'asking' | 'on' | 'blocked' | 'missing' | 'failed';
export type EndedBy = 'caller' | 'practice' | 'network';
export type CallFailure = 'unreachable' | 'busy' | 'unanswered';

export type CallSignal =
  | { kind: 'requested'; at: number; mode: Mode }
  | { kind: 'agent'; at: number; state: AgentState }
  | { kind: 'heard'; at: number; id: string; who: Who; text: string; final: boolean }
  | { kind: 'typed'; at: number; id: string; text: string }
  | { kind: 'event'; at: number; event: RingbookEvent }
  | { kind: 'mic'; mic: Mic }
  | { kind: 'sound'; on: boolean }
  /** Whether the agent shows a face now. */
  | { kind: 'face'; shown: boolean }
  | { kind: 'reconnecting' }
  | { kind: 'reconnected' }
  | { kind: 'disconnected'; at: number; by: EndedBy }
  | { kind: 'failed'; at: number; failure: CallFailure }
  | { kind: 'summary_missing' };
