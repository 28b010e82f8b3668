/** Starting a call, and reading its record when the data channel is gone. */
import type { CallSummaryEvent } from './events';
import { getJson, HttpError, postJson } from './http';

export interface Ticket {
  server_url: string;
  participant_token: string;
}

/** The browser's zone goes along, so that the agent can say both times where they differ. */
export const fetchTicket = (practice: string | null) => {
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return postJson<Ticket>('/api/token', { ...(practice && { practice }), timezone });
};

/** The worker writes the record after the call has closed: a 404 soon after means "not yet". */
const WAITS_MS = [400, 800, 1500, 2500, 4000, 6000, 8000];

export async function fetchSummary(
  token: string,
  signal: AbortSignal,
  wait: (ms: number) => Promise<void> = delay,
): Promise<CallSummaryEvent | null> {
  for (const pause of WAITS_MS) {
    await wait(pause);
    if (signal.aborted) return null;
    const found = await summaryNow(token);
    if (found !== 'not yet') return found;
  }
  return null;
}

async function summaryNow(token: string): Promise<CallSummaryEvent | null | 'not yet'> {
  try {
    const headers = { Authorization: `Bearer ${token}` };
    return await getJson<CallSummaryEvent>('/api/calls/summary', headers);
  } catch (error) {
    const refused = error instanceof HttpError && [401, 403].includes(error.status);
    return refused ? null : 'not yet';
  }
}

const delay = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
