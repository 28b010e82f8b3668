/** What was said and what is being done, in order. Pure. */
import type { ToolCallEvent } from '../../api/events';
import type { CallSignal, Who } from './signals';
import { actionText, type Known } from './wording';

export interface Utterance {
  kind: 'utterance';
  id: string;
  who: Who;
  text: string;
  final: boolean;
}

export interface Action {
  kind: 'action';
  id: string;
  status: 'doing' | 'done' | 'failed';
  text: string;
}

export type Entry = Utterance | Action;
export type Timeline = readonly Entry[];

const STATUS = { started: 'doing', success: 'done', error: 'failed' } as const;

export function nextTimeline(timeline: Timeline, signal: CallSignal, known: Known): Timeline {
  switch (signal.kind) {
    case 'requested':
      return [];
    case 'heard':
      return put(timeline, utterance(signal.id, signal.who, signal.text, signal.final));
    case 'typed':
      return put(timeline, utterance(signal.id, 'caller', signal.text, true));
    case 'event':
      return signal.event.type === 'tool_call' ? act(timeline, signal.event, known) : timeline;
    case 'disconnected':
      return timeline.flatMap(settle);
    default:
      return timeline;
  }
}

function utterance(id: string, who: Who, text: string, final: boolean): Utterance {
  return { kind: 'utterance', id, who, text: text.trim(), final };
}

function act(timeline: Timeline, event: ToolCallEvent, known: Known): Timeline {
  const text = actionText(event, known);
  if (text === null) return timeline;
  return put(timeline, { kind: 'action', id: event.call_id, status: STATUS[event.status], text });
}

/** Replaces the entry of the same id in its place, or appends; empty words are not an entry. */
function put(timeline: Timeline, entry: Entry): Timeline {
  const index = timeline.findIndex((known) => known.kind === entry.kind && known.id === entry.id);
  if (entry.text === '') return index < 0 ? timeline : timeline.toSpliced(index, 1);
  if (index < 0) return [...timeline, entry];
  const known = timeline[index];
  // A late interim of a settled sentence must not grey it again
  if (known?.kind === 'utterance' && known.final && entry.kind === 'utterance' && !entry.final) {
    return timeline;
  }
  return timeline.with(index, entry);
}

/** The call is over: nothing is still being said or done. */
function settle(entry: Entry): Entry[] {
  if (entry.kind === 'utterance') return [{ ...entry, final: true }];
  return entry.status === 'doing' ? [] : [entry];
}

export function doing(timeline: Timeline): boolean {
  return timeline.some((entry) => entry.kind === 'action' && entry.status === 'doing');
}

/** The newest settled words or finished action, for the live region. */
export function latestSettled(timeline: Timeline): Entry | undefined {
  return timeline.findLast((entry) =>
    entry.kind === 'utterance' ? entry.final && entry.who === 'agent' : entry.status !== 'doing',
  );
}
