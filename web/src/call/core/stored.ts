/** What survives a reload: the finished (or cut) call, in this tab only, without its transcript. */
import type { CallSummaryEvent } from '../../api/events';
import type { Change } from './cards';
import { type CallModel, NO_CALL } from './model';
import type { Phase } from './phase';
import type { EndedBy } from './signals';

const KEY = 'ringbook.call';
const VERSION = 1;

export interface StoredCall {
  version: typeof VERSION;
  practice: string;
  token: string;
  by: EndedBy;
  seconds: number;
  changes: readonly Change[];
  number: string | null;
  goodbye: boolean;
  summary: CallSummaryEvent | null;
}

/** Null while there is nothing worth keeping. A running call counts as ended by the reload. */
export function storable(call: CallModel, practice: string, token: string, now: number) {
  const over = overIfLeft(call.phase, now);
  if (!over) return null;
  const { number, goodbye, summary } = call;
  const { changes } = call.cards;
  return { version: VERSION, practice, token, ...over, changes, number, goodbye, summary } as const;
}

function overIfLeft(phase: Phase, now: number): { by: EndedBy; seconds: number } | null {
  if (phase.name === 'ended') return { by: phase.by, seconds: phase.seconds };
  if (phase.name !== 'live' && phase.name !== 'reconnecting') return null;
  return { by: 'caller', seconds: Math.round((now - phase.since) / 1000) };
}

export function restored(stored: StoredCall): CallModel {
  const { by, seconds, changes, number, goodbye, summary } = stored;
  const cards = { ...NO_CALL.cards, changes };
  return { ...NO_CALL, phase: { name: 'ended', by, seconds }, cards, number, goodbye, summary };
}

export function keep(storage: Storage, stored: StoredCall | null): void {
  try {
    if (stored) storage.setItem(KEY, JSON.stringify(stored));
    else storage.removeItem(KEY);
  } catch {
    // Storage may be switched off or full: the page then only forgets on reload
  }
}

export function recall(storage: Storage, practice: string): StoredCall | null {
  try {
    const stored = JSON.parse(storage.getItem(KEY) ?? 'null') as StoredCall | null;
    return stored?.version === VERSION && stored.practice === practice ? stored : null;
  } catch {
    return null;
  }
}
