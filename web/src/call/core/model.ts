/** The whole call as the page shows it: one value, one reducer. Pure. */
import type { CallSummaryEvent } from '../../api/events';
import { type Cards, NO_CARDS, nextCards } from './cards';
import { IDLE, inCall, nextPhase, type Phase } from './phase';
import type { AgentState, CallSignal, Mic, Mode } from './signals';
import { doing, nextTimeline, type Timeline } from './timeline';

export interface CallModel {
  phase: Phase;
  mode: Mode;
  agent: AgentState;
  mic: Mic;
  sound: boolean;
  /** The agent shows a face: an avatar's video. */
  face: boolean;
  timeline: Timeline;
  cards: Cards;
  /** Masked but for its last digits. */
  number: string | null;
  /** The agent itself began to end the call, so that its end is no failure. */
  goodbye: boolean;
  summary: CallSummaryEvent | null;
  /** The record could not be fetched; what the page saw itself is all there is. */
  summaryMissing: boolean;
}

export const NO_CALL: CallModel = {
  phase: IDLE,
  mode: 'voice',
  agent: 'initializing',
  mic: 'off',
  sound: true,
  face: false,
  timeline: [],
  cards: NO_CARDS,
  number: null,
  goodbye: false,
  summary: null,
  summaryMissing: false,
};

export function nextCall(call: CallModel, signal: CallSignal): CallModel {
  if (signal.kind === 'requested') return inCall(call.phase) ? call : begun(call, signal);
  const next = {
    ...call,
    phase: nextPhase(call.phase, signal),
    // The timeline names slots by what was on offer before this event changed it
    timeline: nextTimeline(call.timeline, signal, call.cards),
    cards: nextCards(call.cards, signal),
  };
  switch (signal.kind) {
    case 'agent':
      return { ...next, agent: signal.state };
    case 'mic':
      return { ...next, mic: signal.mic };
    case 'sound':
      return { ...next, sound: signal.on };
    case 'face':
      return { ...next, face: signal.shown };
    case 'summary_missing':
      return { ...next, summaryMissing: call.summary === null };
    case 'event':
      return withEvent(next, signal);
    default:
      return next;
  }
}

function begun(call: CallModel, signal: CallSignal & { kind: 'requested' }): CallModel {
  const { mode } = signal;
  // Who types does not want to be spoken to aloud, until they turn the sound on
  return { ...NO_CALL, phase: nextPhase(call.phase, signal), mode, sound: mode === 'voice' };
}

function withEvent(call: CallModel, signal: CallSignal & { kind: 'event' }): CallModel {
  const { event } = signal;
  if (event.type === 'call_summary') return { ...call, summary: event, summaryMissing: false };
  if (event.type !== 'tool_call') return call;
  if (event.tool === 'end_conversation') return { ...call, goodbye: event.status !== 'error' };
  return event.data.user ? { ...call, number: event.data.user.contact_number } : call;
}

export type Presence =
  | 'connecting'
  | 'reconnecting'
  | 'listening'
  | 'thinking'
  | 'diary'
  | 'speaking';

/** The one word for what the agent is doing. */
export function presence(call: CallModel): Presence {
  if (call.phase.name === 'connecting') return 'connecting';
  if (call.phase.name === 'reconnecting') return 'reconnecting';
  if (doing(call.timeline)) return 'diary';
  if (call.agent === 'thinking') {
    return call.timeline.at(-1)?.kind === 'action' ? 'diary' : 'thinking';
  }
  return call.agent === 'speaking' ? 'speaking' : 'listening';
}

export const PRESENCE_WORDS: Record<Presence, string> = {
  connecting: 'Connecting',
  reconnecting: 'Reconnecting',
  listening: 'Listening',
  thinking: 'Thinking',
  diary: 'Looking at the diary',
  speaking: 'Speaking',
};
