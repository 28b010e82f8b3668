import { afterEach, describe, expect, it, vi } from 'vitest';
import { BOOKING, CANCELLED, OPENINGS, opening } from './fixtures';
import { type BookingModel, LOADING, nextBooking, STANDS, UNCERTAIN } from './model';
import { actionsOf } from './useBooking';

type Answer = [status: number, body: unknown] | 'lost';
const REFUSED = { code: 'slot_taken', message: 'That time has just been taken.' };

/** Answers each path's requests in turn; the last answer stays. */
function server(paths: Record<string, Answer[]>) {
  vi.stubGlobal(
    'fetch',
    vi.fn(async (path: string) => {
      const [route = ''] = path.replace('/api/bookings/t', '').split('?');
      const turn = paths[route] ?? [];
      const answer = turn.length > 1 ? turn.shift() : turn[0];
      if (!answer || answer === 'lost') throw new TypeError('network');
      return new Response(JSON.stringify(answer[1]), { status: answer[0] });
    }),
  );
}

function page() {
  const seen: BookingModel[] = [LOADING];
  const last = () => seen.at(-1) ?? LOADING;
  const actions = actionsOf('t', (signal) => seen.push(nextBooking(last(), signal)));
  return { actions, last };
}

async function loaded() {
  const one = page();
  one.actions.load();
  await vi.waitFor(() => expect(one.last().phase).not.toBe('loading'));
  return one;
}

afterEach(() => vi.unstubAllGlobals());

describe('what its holder does', () => {
  it('cancels, and shows what the server says', async () => {
    server({ '': [[200, BOOKING]], '/cancel': [[200, CANCELLED]] });
    const { actions, last } = await loaded();
    actions.cancel(BOOKING);
    await vi.waitFor(() => expect(last()).toMatchObject({ done: 'cancelled', booking: CANCELLED }));
  });

  it.each([
    [404, 'gone'],
    [503, 'unreachable'],
    [429, 'unreachable'],
  ])('an answer of %s to the link is %s', async (status, phase) => {
    server({ '': [[status, {}]] });
    expect((await loaded()).last()).toEqual({ phase });
  });

  it('looks for other times when the chosen one has been taken', async () => {
    server({ '': [[200, BOOKING]], '/move': [[409, REFUSED]], '/openings': [[200, OPENINGS]] });
    const { actions, last } = await loaded();
    actions.move(BOOKING, opening('10:00'));
    await vi.waitFor(() =>
      expect(last()).toMatchObject({
        refused: REFUSED.message,
        step: { name: 'pick', openings: OPENINGS },
      }),
    );
  });

  it('never claims a change whose answer was lost', async () => {
    server({
      '': [
        [200, BOOKING],
        [200, CANCELLED],
      ],
      '/cancel': ['lost'],
    });
    const { actions, last } = await loaded();
    actions.cancel(BOOKING);
    await vi.waitFor(() =>
      expect(last()).toMatchObject({ refused: STANDS, booking: CANCELLED, done: null }),
    );
  });

  it('says that it is not certain when nothing answers any more', async () => {
    server({ '': [[200, BOOKING], 'lost'], '/cancel': [[503, {}]] });
    const { actions, last } = await loaded();
    actions.cancel(BOOKING);
    await vi.waitFor(() =>
      expect(last()).toMatchObject({ refused: UNCERTAIN, booking: BOOKING, done: null }),
    );
  });

  it('shows the day that was asked for last', async () => {
    server({ '': [[200, BOOKING]], '/openings': [[200, OPENINGS]] });
    const { actions, last } = await loaded();
    const waiting: ((answer: Response) => void)[] = [];
    vi.stubGlobal('fetch', () => new Promise<Response>((done) => waiting.push(done)));
    actions.pick('2026-01-30');
    actions.pick('2026-01-31');
    const of = (day: string) => new Response(JSON.stringify({ ...OPENINGS, day }));
    waiting[1]?.(of('2026-01-31'));
    await vi.waitFor(() =>
      expect(last()).toMatchObject({ step: { openings: { day: '2026-01-31' } } }),
    );
    waiting[0]?.(of('2026-01-30'));
    await new Promise((done) => setTimeout(done));
    expect(last()).toMatchObject({ step: { openings: { day: '2026-01-31' } } });
  });
});
