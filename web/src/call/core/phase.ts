/** Where a call stands. Pure: signals in, the next phase out. */
import type { CallFailure, CallSignal, EndedBy } from './signals';

export type Phase =
  | { name: 'idle' }
  | { name: 'connecting'; since: number; joined?: true }
  | { name: 'live'; since: number }
  | { name: 'reconnecting'; since: number }
  | { name: 'ended'; by: EndedBy; seconds: number }
  | { name: 'failed'; failure: CallFailure };

export const IDLE: Phase = { name: 'idle' };

export function inCall(phase: Phase): boolean {
  return phase.name === 'connecting' || phase.name === 'live' || phase.name === 'reconnecting';
}

export function nextPhase(phase: Phase, signal: CallSignal): Phase {
  switch (signal.kind) {
    case 'requested':
      return inCall(phase) ? phase : { name: 'connecting', since: signal.at };
    case 'agent':
      return signal.state === 'initializing' ? joined(phase) : answered(phase, signal.at, true);
    case 'heard':
      return answered(phase, signal.at, signal.who === 'agent');
    case 'reconnecting':
      return phase.name === 'live' ? { name: 'reconnecting', since: phase.since } : phase;
    case 'reconnected':
      return phase.name === 'reconnecting' ? { name: 'live', since: phase.since } : phase;
    case 'disconnected':
      return disconnected(phase, signal.by, signal.at);
    case 'failed':
      return inCall(phase) ? { name: 'failed', failure: signal.failure } : phase;
    default:
      return phase;
  }
}

function joined(phase: Phase): Phase {
  return phase.name === 'connecting' && !phase.joined ? { ...phase, joined: true } : phase;
}

/** The call begins when the agent is there to hear, not when the room is. */
function answered(phase: Phase, at: number, isThere: boolean): Phase {
  return phase.name === 'connecting' && isThere ? { name: 'live', since: at } : phase;
}

function disconnected(phase: Phase, by: EndedBy, at: number): Phase {
  if (phase.name === 'connecting') {
    return by === 'caller' ? IDLE : { name: 'failed', failure: 'unreachable' };
  }
  if (!inCall(phase) || !('since' in phase)) return phase;
  return { name: 'ended', by, seconds: Math.round((at - phase.since) / 1000) };
}
