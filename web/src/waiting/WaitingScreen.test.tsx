// @vitest-environment jsdom
import '../test/setup';
import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refused } from '../api/http';
import {
  changeWaiting,
  fetchWaiting,
  type Held,
  type Waiting,
  waitingTokenIn,
} from '../api/waiting';
import { BOOKING } from '../booking/fixtures';
import type { WaitingModel } from './useWaiting';
import { WaitingScreen } from './WaitingScreen';
import { whatOf, whenWanted } from './wish';

const TOKEN = 'k'.repeat(43);
const HELD: Held = {
  offer: '7c1d',
  date: '2026-01-29',
  time: '09:30',
  starts_at: '2026-01-29T04:00:00Z',
  service: 'Cleaning',
  provider: 'Dr Rao',
  attendee: null,
  parts: [],
  until: '2026-01-26T11:00:00Z',
};
const WAITING: Waiting = {
  practice: BOOKING.practice,
  wish: {
    service: 'Cleaning',
    provider: null,
    first_date: '2026-01-29',
    last_date: '2026-01-29',
    earliest: null,
    latest: '11:59',
  },
  state: 'waiting',
  held: null,
  booking: null,
  away: null,
};
const OFFERED: Waiting = { ...WAITING, state: 'offered', held: HELD };

const actions = { load: vi.fn(), change: vi.fn() };

function show(model: WaitingModel) {
  render(
    <MantineProvider env="test">
      <WaitingScreen model={model} actions={actions} />
    </MantineProvider>,
  );
  return userEvent.setup();
}

const shown = (
  waiting: Waiting,
  more: { busy?: boolean; refused?: string } = {},
): WaitingModel => ({
  phase: 'shown',
  waiting,
  busy: more.busy ?? false,
  refused: more.refused ?? null,
});

beforeEach(() => vi.clearAllMocks());
afterEach(() => vi.unstubAllGlobals());

describe('a place on the waiting list', () => {
  it('says what is waited for, and can be left', async () => {
    const user = show(shown(WAITING));
    expect(screen.getByTestId('waiting').textContent).toContain('Thursday, January 29, morning');
    await user.click(screen.getByTestId('leave'));
    expect(actions.change).toHaveBeenCalledWith('leave', null);
  });

  it('offers what has come free, with its end, and books or lets it go', async () => {
    const user = show(shown(OFFERED));
    const card = screen.getByTestId('held-card');
    for (const text of ['Thursday, January 29', '9:30 am', 'until 4:30 pm', 'Cleaning with Dr Rao'])
      expect(card.textContent).toContain(text);
    await user.click(screen.getByTestId('take'));
    await user.click(screen.getByTestId('decline'));
    expect(actions.change.mock.calls).toEqual([
      ['take', HELD],
      ['decline', HELD],
    ]);
  });

  it('says for whom it is kept, and all of a visit', () => {
    show(shown({ ...OFFERED, held: { ...HELD, attendee: 'Tom' } }));
    expect(screen.getByTestId('held-card').textContent).toContain('Cleaning with Dr Rao, for Tom');
    const parts = [
      { time: '09:30', service: 'Cut', provider: 'Maria', attendee: null },
      { time: '10:00', service: 'Trim', provider: 'Jon', attendee: 'son' },
    ];
    show(shown({ ...OFFERED, held: { ...HELD, parts } }));
    const card = screen.getAllByTestId('held-card')[1];
    for (const text of ['9:30 am: Cut with Maria', '10:00 am: Trim with Jon, for your son'])
      expect(card?.textContent).toContain(text);
  });

  it('says who is away all that time', () => {
    show(shown({ ...WAITING, away: 'Dr Rao is away on Thursday, January 29.' }));
    expect(screen.getByTestId('waiting').textContent).toContain('Dr Rao is away on Thursday');
  });

  it('takes one answer while it is on its way', async () => {
    const user = show(shown(OFFERED, { busy: true }));
    await user.click(screen.getByTestId('take'));
    expect(actions.change).not.toHaveBeenCalled();
  });

  it('leads to the appointment that came of it', () => {
    show(shown({ ...WAITING, state: 'booked', booking: `/b/${TOKEN}` }));
    const link = screen.getByRole('link', { name: 'See your appointment' });
    expect(link.getAttribute('href')).toBe(`/b/${TOKEN}`);
  });

  it('says why something was refused, and that a link leads nowhere', () => {
    show(shown(WAITING, { refused: 'That time is no longer kept for you.' }));
    expect(screen.getByRole('alert').textContent).toContain('no longer kept');
    show({ phase: 'gone' });
    expect(screen.getAllByRole('alert')[1]?.textContent).toContain('no place on the waiting list');
  });
});

describe('its server', () => {
  it('is asked by token, and told which time was seen', async () => {
    const asked = vi.fn(async (_path: string, _options?: RequestInit) => Response.json(OFFERED));
    vi.stubGlobal('fetch', asked);
    expect(await fetchWaiting(TOKEN)).toEqual(OFFERED);
    await changeWaiting(TOKEN, 'take', HELD);
    expect(asked.mock.calls[1]?.[0]).toBe(`/api/waiting/${TOKEN}/take`);
    expect(asked.mock.calls[1]?.[1]?.body).toBe('{"offer":"7c1d"}');
  });

  it('refuses in its own words', async () => {
    const said = { code: 'offer_expired', message: 'Too late.' };
    vi.stubGlobal('fetch', async () => Response.json(said, { status: 409 }));
    await expect(changeWaiting(TOKEN, 'take', HELD)).rejects.toBeInstanceOf(Refused);
  });

  it('is at an address of its own', () => {
    expect(waitingTokenIn(`/w/${TOKEN}`)).toBe(TOKEN);
    for (const path of ['/', '/w/', `/b/${TOKEN}`]) expect(waitingTokenIn(path)).toBeNull();
  });
});

describe('a wish', () => {
  it('is said whole', () => {
    const wish = { ...WAITING.wish, provider: 'Dr Rao', last_date: '2026-01-30' };
    expect(whatOf(wish)).toBe('Cleaning with Dr Rao');
    expect(whatOf({ ...wish, attendee: 'Tom' })).toBe('Cleaning with Dr Rao, for Tom');
    const parts = [{ service: 'Cut' }, { service: 'Trim', attendee: 'mother' }];
    expect(whatOf({ ...wish, parts })).toBe('Cut + Trim, for your mother, with Dr Rao');
    expect(whenWanted(wish)).toBe('Thursday, January 29 to Friday, January 30, morning');
    const times: [string | null, string | null, string][] = [
      [null, null, 'Thursday, January 29'],
      ['12:00', '16:59', 'Thursday, January 29, afternoon'],
      ['13:00', '15:00', 'Thursday, January 29, between 1:00 pm and 3:00 pm'],
      ['16:00', '16:00', 'Thursday, January 29, at 4 pm'],
    ];
    for (const [earliest, latest, words] of times)
      expect(whenWanted({ ...WAITING.wish, earliest, latest })).toBe(words);
  });
});
