/** One call at a time: its model, and what the caller can do with it. */
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { fetchSummary, fetchTicket, type Ticket } from '../api/calls';
import { HttpError } from '../api/http';
import type { CallConnection } from './connection';
import { type CallModel, NO_CALL, nextCall } from './core/model';
import { inCall } from './core/phase';
import type { Mode } from './core/signals';
import { keep, recall, restored, storable } from './core/stored';

/** Loaded while the caller reads the first screen: LiveKit is most of the page's weight. */
export const loadConnection = () => import('./connection');

/** How long it rings; as long again once an agent is in the room but not yet ready. */
export const PICK_UP_MS = 30_000;

export interface CallActions {
  start: (mode: Mode, firstWords?: string) => void;
  say: (text: string) => void;
  digits: (keys: string) => void;
  microphone: (on: boolean) => void;
  sound: (on: boolean) => void;
  hangUp: () => void;
  level: () => number;
  /** Shows the agent's face in a video element; gives what takes it away. */
  showFace: (video: HTMLVideoElement) => () => void;
}

export interface UsedCall {
  call: CallModel;
  actions: CallActions;
  connection: CallConnection | null;
}

export function useCall(practice: string, asked: string | null): UsedCall {
  const [call, emit] = useReducer(nextCall, practice, recalled);
  const [connection, setConnection] = useState<CallConnection | null>(null);
  const line = useRef<CallConnection | null>(null);
  const token = useRef(recall(sessionStorage, practice)?.token ?? '');
  const typed = useRef(0);
  const busy = useRef(false);
  busy.current = inCall(call.phase);

  const say = useCallback((text: string) => {
    typed.current += 1;
    emit({ kind: 'typed', at: Date.now(), id: `typed-${typed.current}`, text });
    line.current?.say(text);
  }, []);

  const start = useCallback(
    async (mode: Mode, firstWords?: string) => {
      if (busy.current) return;
      busy.current = true;
      emit({ kind: 'requested', at: Date.now(), mode });
      line.current?.close();
      const fail = (failure: 'unreachable' | 'busy') =>
        emit({ kind: 'failed', at: Date.now(), failure });
      try {
        const { CallConnection } = await loadConnection();
        const opened = new CallConnection((signal) => line.current === opened && emit(signal));
        line.current = opened;
        setConnection(opened);
        if (mode === 'voice') void opened.microphone(true);
        if (firstWords) say(firstWords);
        const ticket: Ticket = await fetchTicket(asked);
        token.current = ticket.participant_token;
        if (line.current === opened) await opened.connect(ticket);
      } catch (error) {
        line.current?.close();
        fail(
          error instanceof HttpError && [429, 503].includes(error.status) ? 'busy' : 'unreachable',
        );
      }
    },
    [asked, say],
  );

  const showFace = useCallback(
    (video: HTMLVideoElement) => line.current?.show(video) ?? (() => {}),
    [],
  );

  const hangUp = useCallback(() => {
    line.current?.close();
    emit({ kind: 'disconnected', at: Date.now(), by: 'caller' });
  }, []);

  usePickUpLimit(call, () => {
    line.current?.close();
    emit({ kind: 'failed', at: Date.now(), failure: 'unanswered' });
  });
  useHangUpOnLeave(line);
  useKept(call, practice, token);
  useRecord(call, token, emit);

  const actions: CallActions = {
    start: (mode, firstWords) => void start(mode, firstWords),
    say,
    hangUp,
    digits: (keys) => {
      typed.current += 1;
      emit({ kind: 'typed', at: Date.now(), id: `keys-${typed.current}`, text: keys });
      // The hash tells the agent that the number is complete, so that it need not wait for more
      void line.current?.digits(keys.endsWith('#') ? keys : `${keys}#`);
    },
    microphone: (on) => void line.current?.microphone(on),
    sound: (on) => {
      if (on) void line.current?.room.startAudio();
      emit({ kind: 'sound', on });
    },
    level: () => line.current?.level() ?? 0,
    showFace,
  };
  return { call, actions, connection };
}

function recalled(practice: string): CallModel {
  const stored = recall(sessionStorage, practice);
  return stored ? restored(stored) : NO_CALL;
}

function usePickUpLimit(call: CallModel, giveUp: () => void): void {
  const { phase } = call;
  const ringing = phase.name === 'connecting' && (phase.joined ? 'joined' : 'alone');
  const latest = useRef(giveUp);
  latest.current = giveUp;
  useEffect(() => {
    if (!ringing) return;
    const timer = setTimeout(() => latest.current(), PICK_UP_MS);
    return () => clearTimeout(timer);
  }, [ringing]);
}

/** A closed or left page hangs up at once; the server would notice only after some 18 s. */
function useHangUpOnLeave(line: React.RefObject<CallConnection | null>): void {
  useEffect(() => {
    const leave = () => line.current?.close();
    window.addEventListener('pagehide', leave);
    return () => window.removeEventListener('pagehide', leave);
  }, [line]);
}

function useKept(call: CallModel, practice: string, token: React.RefObject<string>): void {
  useEffect(() => {
    if (call.phase.name === 'idle' || call.phase.name === 'connecting') return;
    keep(sessionStorage, storable(call, practice, token.current, Date.now()));
  }, [call, practice, token]);
}

/** The record by REST, when the call is over and its summary did not come over the line. */
function useRecord(
  call: CallModel,
  token: React.RefObject<string>,
  emit: (signal: Parameters<typeof nextCall>[1]) => void,
): void {
  const wanted = call.phase.name === 'ended' && !call.summary;
  const missing = call.summaryMissing;
  useEffect(() => {
    if (!wanted || missing) return;
    const stop = new AbortController();
    void fetchSummary(token.current, stop.signal).then((event) => {
      if (stop.signal.aborted) return;
      if (event) emit({ kind: 'event', at: Date.now(), event });
      else emit({ kind: 'summary_missing' });
    });
    return () => stop.abort();
  }, [wanted, missing, token, emit]);
}
