/** One place on the waiting list and what its holder can do, joined with the server. */
import { useCallback, useEffect, useState } from 'react';
import { HttpError, Refused } from '../api/http';
import { changeWaiting, type Deed, fetchWaiting, type Held, type Waiting } from '../api/waiting';

export type WaitingModel =
  | { phase: 'loading' | 'gone' | 'unreachable' }
  | { phase: 'shown'; waiting: Waiting; busy: boolean; refused: string | null };

export interface WaitingActions {
  load: () => void;
  /** `held` is the time that was seen when it was agreed to. */
  change: (deed: Deed, held: Held | null) => void;
}

/** How often an open page asks whether a time has come free. */
export const LOOK_EVERY_MS = 20_000;
const UNCERTAIN = 'We could not find out whether that worked. This is how it stands now.';

export function useWaiting(token: string): [WaitingModel, WaitingActions] {
  const [model, setModel] = useState<WaitingModel>({ phase: 'loading' });
  const look = useCallback(
    async (refused: string | null) => setModel(await seen(token, refused)),
    [token],
  );
  const change = useCallback(
    async (deed: Deed, held: Held | null) => {
      setModel((now) => (now.phase === 'shown' ? { ...now, busy: true, refused: null } : now));
      try {
        const waiting = await changeWaiting(token, deed, held);
        setModel({ phase: 'shown', waiting, busy: false, refused: null });
      } catch (error) {
        await look(error instanceof Refused ? error.line : UNCERTAIN);
      }
    },
    [token, look],
  );
  const idle = model.phase === 'shown' && !model.busy && isOpen(model.waiting);
  useEffect(() => void look(null), [look]);
  useEffect(() => {
    if (!idle) return;
    const timer = setInterval(() => void look(null), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [idle, look]);
  return [model, { load: () => void look(null), change: (deed, held) => void change(deed, held) }];
}

const isOpen = ({ state }: Waiting) => state === 'waiting' || state === 'offered';

async function seen(token: string, refused: string | null): Promise<WaitingModel> {
  try {
    const waiting = await fetchWaiting(token);
    return { phase: 'shown', waiting, busy: false, refused };
  } catch (error) {
    const gone = error instanceof HttpError && error.status === 404;
    return { phase: gone ? 'gone' : 'unreachable' };
  }
}
