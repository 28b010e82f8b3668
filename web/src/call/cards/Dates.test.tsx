// @vitest-environment jsdom
import '../../test/setup';
import { MantineProvider } from '@mantine/core';
import { render, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { NOW, PRACTICE, STATES } from '../fixtures';
import type { CallActions } from '../useCall';
import { Dates } from './Dates';
import { MomentCard } from './MomentCard';

const DATES = [
  'Tue, Feb 3, 4:00 pm',
  'Tue, Feb 10, 4:00 pm',
  'Tue, Feb 17, 4:00 pm',
  'Tue, Feb 24, 4:00 pm',
];

function show(state: 'confirm-series' | 'series' | 'booked') {
  const say = vi.fn();
  const actions = { say } as unknown as CallActions;
  render(
    <MantineProvider env="test">
      <MomentCard practice={PRACTICE} call={STATES[state]} actions={actions} now={() => NOW} />
    </MantineProvider>,
  );
}

const listed = () =>
  within(screen.getByTestId('series-dates'))
    .getAllByRole('listitem')
    .map((one) => one.textContent);

describe('the dates of a series', () => {
  it('are all read back before the yes', () => {
    show('confirm-series');
    expect(listed()).toEqual(DATES);
    expect(screen.getByTestId('confirm-yes').textContent).toBe('Yes, book them');
  });

  it('are all on the card once they are booked', () => {
    show('series');
    expect(screen.getByText(/Booked, 4 dates/)).toBeDefined();
    expect(listed()).toEqual(DATES);
  });

  it('lead to the page of each', () => {
    const dates = [{ date: '2026-02-03', time: '16:00', link: '/b/lotus/one' }];
    render(<Dates dates={dates} />);
    const link = screen.getByRole('link', { name: 'Tue, Feb 3, 4:00 pm' });
    expect(link.getAttribute('href')).toBe('/b/lotus/one');
  });

  it('are no list for a single appointment', () => {
    show('booked');
    expect(screen.queryByTestId('series-dates')).toBeNull();
  });
});
