// @vitest-environment jsdom
import '../../test/setup';
import { MantineProvider } from '@mantine/core';
import { render, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { AppointmentView, ClockView, ProposalEvent } from '../../api/events';
import { clockThere } from '../core/dates';
import { forWhom } from '../core/people';
import { appointment, NOW, PRACTICE, PROPOSAL, slot } from '../fixtures';
import { AppointmentList } from './AppointmentList';
import { ChangeCard } from './ChangeCard';
import { Offers } from './Offers';
import { ReadBack } from './ReadBack';

const LONDON: ClockView = { date: '2026-01-29', time: '11:30', place: 'in London' };
const SYDNEY: ClockView = { date: '2026-01-30', time: '01:30', place: 'in Sydney' };
const TOM: AppointmentView = {
  ...appointment('1', '2026-01-29', '17:00'),
  attendee: 'Tom',
  there: LONDON,
};
const OWN = appointment('2', '2026-02-02', '09:00');
const say = vi.fn();

const show = (card: React.ReactNode) =>
  render(<MantineProvider env="test">{card}</MantineProvider>);

describe('whom it is for', () => {
  it('is named on the card of a booking, and nobody is on one for the caller', () => {
    const { rerender } = show(card(TOM));
    expect(screen.getByText('For').nextSibling?.textContent).toBe('Tom');
    rerender(<MantineProvider env="test">{card(OWN)}</MantineProvider>);
    expect(screen.queryByText('For')).toBeNull();
  });

  it('is named in the list and in the read-back', () => {
    show(<AppointmentList appointments={[TOM, OWN]} say={say} />);
    const [first, second] = screen.getAllByTestId('appointment');
    expect(first?.textContent).toContain('Cleaning with Dr Rao, for Tom');
    expect(second?.textContent).not.toContain(', for');
    const proposal = { ...PROPOSAL, was: null, attendee: 'mother' } as ProposalEvent;
    show(<ReadBack proposal={proposal} zone="Asia/Kolkata" turn={1} say={say} />);
    const text = screen.getByTestId('confirm-card').textContent;
    expect(text).toContain('Cleaning with Dr Rao, for your mother');
  });

  it('is a relation where no name was given', () => {
    expect(forWhom('brother in law')).toBe('for your brother in law');
    expect(forWhom('Tom')).toBe('for Tom');
  });
});

describe("the caller's own clock", () => {
  it('stands beside the practice’s time, with the day where it is another', () => {
    expect(clockThere(LONDON, '2026-01-29')).toBe('11:30 am in London');
    expect(clockThere(SYDNEY, '2026-01-29')).toBe('Fri, Jan 30, 1:30 am in Sydney');
    expect(clockThere(undefined, '2026-01-29')).toBeNull();
  });

  it('is on the cards only where it differs', () => {
    show(<AppointmentList appointments={[TOM, OWN]} say={say} />);
    const [first, second] = screen.getAllByTestId('appointment') as [HTMLElement, HTMLElement];
    expect(within(first).getByTestId('time-there').textContent).toBe('11:30 am in London');
    expect(within(second).queryByTestId('time-there')).toBeNull();
    const proposal = { ...PROPOSAL, there: LONDON } as ProposalEvent;
    show(<ReadBack proposal={proposal} zone="Asia/Kolkata" turn={1} say={say} />);
    const readBack = within(screen.getByTestId('confirm-card'));
    expect(readBack.getByTestId('time-there').textContent).toBe('11:30 am in London');
  });

  it('is on the buttons of the offered times, which still answer in the practice’s', () => {
    const slots = [{ ...slot('A', '2026-01-29', '17:00'), there: LONDON }];
    show(<Offers slots={slots} zone="Asia/Kolkata" say={say} now={() => NOW} />);
    const button = screen.getByRole('button', { name: 'Thursday, January 29, 5:00 pm' });
    expect(within(button).getByTestId('time-there').textContent).toBe('11:30 am in London');
    expect(screen.getByText(/Times are in Kolkata time/)).toBeDefined();
    button.click();
    expect(say).toHaveBeenCalledWith('Thursday, January 29 at 5:00 PM');
  });
});

function card(one: AppointmentView) {
  const change = { action: 'booked', appointment: one } as const;
  return <ChangeCard change={change} practice={PRACTICE} ask={say} />;
}
