// @vitest-environment jsdom
import '../../test/setup';
import { MantineProvider } from '@mantine/core';
import { render, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { AppointmentView, ProposalEvent, SlotView } from '../../api/events';
import { changesOf } from '../core/changes';
import { appointment, callAfter, event, NOW, PRACTICE, PROPOSAL, slot, tool } from '../fixtures';
import { ChangeCard } from './ChangeCard';
import { Offers } from './Offers';
import { ReadBack } from './ReadBack';

const PARTS = [
  { time: '10:00', service: 'Cut', provider: 'Maria' },
  { time: '10:00', service: 'Trim', provider: 'Jon', attendee: 'Tom' },
  { time: '10:45', service: 'Colour', provider: 'Maria' },
];
const TOLD = [
  '10:00 am, Cut with Maria',
  '10:00 am, Trim with Jon, for Tom',
  '10:45 am, Colour with Maria',
];
const ROWS = PARTS.map((part, n) => ({
  ...appointment(`part-${n}`, '2026-02-03', part.time),
  ...part,
})) as [AppointmentView, AppointmentView, AppointmentView];
const BOOKED = event(
  tool('book_appointment', 'success', { data: { appointment: ROWS[0], visit: ROWS } }),
);
const say = vi.fn();

const show = (card: React.ReactNode) =>
  render(<MantineProvider env="test">{card}</MantineProvider>);

const listed = () =>
  within(screen.getByTestId('visit-parts'))
    .getAllByRole('listitem')
    .map((one) => one.textContent);

describe('the services of a visit', () => {
  it('are all read back before the yes', () => {
    const proposal: ProposalEvent = { ...PROPOSAL, action: 'book', was: null, parts: PARTS };
    show(<ReadBack proposal={proposal} zone="Asia/Kolkata" turn={1} say={say} />);
    expect(listed()).toEqual(TOLD);
    expect(screen.getByTestId('confirm-yes').textContent).toBe('Yes, book them');
  });

  it('are all on the card once they are booked', () => {
    const [change] = changesOf(callAfter(BOOKED));
    if (!change) throw new Error('no change');
    show(<ChangeCard change={change} practice={PRACTICE} ask={say} />);
    expect(screen.getByText(/Booked, 3 services/)).toBeDefined();
    expect(listed()).toEqual(TOLD);
  });

  it('lose the one that is cancelled later in the call', () => {
    const gone = { ...ROWS[1], status: 'cancelled' as const };
    const one = event(tool('cancel_appointment', 'success', { data: { appointment: gone } }));
    expect(changesOf(callAfter(BOOKED, one))).toEqual([
      { action: 'booked', appointment: ROWS[0], visit: [ROWS[0], ROWS[2]] },
      { action: 'cancelled', appointment: gone },
    ]);
  });

  it('are named with each time on offer', () => {
    const offer: SlotView = { ...slot('A', '2026-02-03', '10:00'), parts: PARTS };
    show(<Offers slots={[offer]} zone="Asia/Kolkata" say={say} now={() => NOW} />);
    const label = screen.getByTestId('offer-time').getAttribute('aria-label');
    expect(label).toContain('10:45 am, Colour with Maria');
  });
});
