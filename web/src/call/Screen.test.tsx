// @vitest-environment jsdom
import '../test/setup';
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NOW, PRACTICE, STATES } from './fixtures';
import { Screen } from './Screen';
import type { CallActions } from './useCall';

const takenAway = vi.fn();
const actions = {
  start: vi.fn(),
  say: vi.fn(),
  digits: vi.fn(),
  microphone: vi.fn(),
  sound: vi.fn(),
  hangUp: vi.fn(),
  level: () => 0,
  showFace: vi.fn(() => takenAway),
} satisfies CallActions;

function show(state: keyof typeof STATES) {
  render(
    <MantineProvider env="test">
      <Screen practice={PRACTICE} call={STATES[state]} actions={actions} now={() => NOW} />
    </MantineProvider>,
  );
  return userEvent.setup();
}

beforeEach(() => vi.clearAllMocks());

describe('before the call', () => {
  it('tells who it is, when it is open, what happens to voice and number', () => {
    show('idle');
    expect(screen.getByText('Lotus Dental Care')).toBeDefined();
    expect(screen.getByText('Open today until 6 pm')).toBeDefined();
    expect(screen.getByText(/your voice is not recorded/)).toBeDefined();
    expect(screen.getByRole('link', { name: '+91 11 4000 0001' }).getAttribute('href')).toBe(
      'tel:+911140000001',
    );
  });

  it('calls or begins by typing, by keyboard alone', async () => {
    const user = show('idle');
    await user.tab();
    await user.keyboard('{Enter}');
    expect(actions.start).toHaveBeenCalledWith('voice');
    await user.tab();
    await user.keyboard('{Enter}');
    expect(actions.start).toHaveBeenCalledWith('text');
  });
});

describe('in the call', () => {
  it('shows the agent as it comes: its ring, or its face where there is one', () => {
    show('greeting');
    expect(screen.queryByLabelText('Video of Meera')).toBeNull();
    cleanup();
    show('face');
    const face = screen.getByLabelText<HTMLVideoElement>('Video of Meera');
    expect(actions.showFace).toHaveBeenCalledWith(face);
    expect(face.muted).toBe(true);
    cleanup();
    expect(takenAway).toHaveBeenCalled();
  });

  it('greys what is still being heard', () => {
    show('offers');
    const interim = screen.getByText('five would be').closest('li');
    expect(interim?.dataset).toMatchObject({ who: 'caller', final: 'false' });
  });

  it('answers with an offered time', async () => {
    const user = show('offers');
    await user.click(screen.getByRole('button', { name: 'Thursday, January 29, 5:00 pm' }));
    expect(actions.say).toHaveBeenCalledWith('Thursday, January 29 at 5:00 PM');
  });

  it('answers a read-back once', async () => {
    const user = show('confirm');
    const card = within(screen.getByTestId('confirm-card'));
    expect(card.getByText(/instead of Tue, Jan 27, 10:30 am/)).toBeDefined();
    await user.dblClick(screen.getByTestId('confirm-yes'));
    await user.click(screen.getByTestId('confirm-no'));
    expect(actions.say.mock.calls).toEqual([['Yes']]);
  });

  it('says no', async () => {
    const user = show('confirm');
    await user.click(screen.getByTestId('confirm-no'));
    expect(actions.say).toHaveBeenCalledWith('No');
  });

  it('takes typed text and clears the box', async () => {
    const user = show('greeting');
    const box = screen.getByLabelText('Type to Meera');
    await user.type(box, '  a check-up please {Enter}');
    expect(actions.say).toHaveBeenCalledWith('a check-up please');
    expect((box as HTMLInputElement).value).toBe('');
    await user.type(box, '   {Enter}');
    expect(actions.say).toHaveBeenCalledTimes(1);
  });

  it('puts the cursor into the text box for who chose to type', () => {
    show('typing');
    expect(document.activeElement).toBe(screen.getByTestId('text-input'));
  });

  it('sends a number from the keypad as one', async () => {
    const user = show('greeting');
    await user.click(screen.getByTestId('keypad'));
    const keys = within(screen.getByTestId('keypad-form'));
    for (const key of ['9', '8', '0']) await user.click(keys.getByText(key));
    await user.click(screen.getByTestId('keypad-send'));
    expect(actions.digits.mock.calls).toEqual([['980']]);
  });

  it('mutes and ends', async () => {
    const user = show('greeting');
    await user.click(screen.getByTestId('mute'));
    expect(actions.microphone).toHaveBeenCalledWith(false);
    await user.click(screen.getByTestId('end-call'));
    expect(actions.hangUp).toHaveBeenCalled();
  });

  it('offers the calendar file and the private page, in a tab of its own', () => {
    show('booked');
    const token = 'k'.repeat(43);
    const file = screen.getByRole('link', { name: 'Add to calendar' });
    expect(file.getAttribute('href')).toBe(`/api/bookings/${token}.ics`);
    const page = screen.getByRole('link', { name: 'Open its page' });
    expect(page.getAttribute('href')).toBe(`/b/${token}`);
    expect(page.getAttribute('target')).toBe('_blank');
    cleanup();
    show('cancelled');
    expect(screen.queryByRole('link', { name: 'Open its page' })).toBeNull();
  });

  it('shows the booked appointment and how to change it', async () => {
    const user = show('booked');
    const card = screen.getByTestId('booked-card');
    expect(card.textContent).toContain('12 Park Street, New Delhi');
    await user.click(screen.getByTestId('change-or-cancel'));
    await user.click(screen.getByTestId('ask-move'));
    expect(actions.say).toHaveBeenCalledWith(
      "I'd like to move my cleaning on Thursday, January 29 at 5:00 PM",
    );
  });
});

describe('after the call', () => {
  it('shows what was done, what is remembered, and no cost unless the practice does', () => {
    show('done');
    expect(screen.getByTestId('booked-card').dataset.action).toBe('moved');
    const record = screen.getByTestId('summary-card');
    expect(record.textContent).toContain('afternoons, Thursdays');
    expect(record.textContent).toContain('ends in 1821');
    expect(record.textContent).not.toContain('$');
  });

  it('begins a new call with the wish to cancel', async () => {
    const user = show('done');
    await user.click(screen.getByTestId('change-or-cancel'));
    await user.click(screen.getByTestId('ask-cancel'));
    expect(actions.start).toHaveBeenCalledWith(
      'voice',
      "I'd like to cancel my cleaning on Thursday, January 29 at 5:00 PM",
    );
  });

  it('has no way to change what was cancelled', () => {
    show('cancelled');
    expect(screen.getByTestId('booked-card').dataset.action).toBe('cancelled');
    expect(screen.queryByTestId('change-or-cancel')).toBeNull();
  });
});

describe('failures', () => {
  it.each([
    ['mic-blocked', 'mic_blocked', 'Try the microphone again'],
    ['mic-missing', 'mic_missing', 'Try the microphone again'],
    ['unreachable', 'unreachable', 'Try again'],
    ['unanswered', 'unanswered', 'Try again'],
    ['lost', 'lost', 'Call again'],
    ['ended-by-us', 'ended_by_practice', 'Call again'],
  ] as const)('%s has its sentence and its next step', (state, kind, step) => {
    show(state);
    expect(screen.getByTestId('failure').dataset.kind).toBe(kind);
    expect(screen.getByRole('button', { name: step })).toBeDefined();
  });

  it('gives the number to ring when nobody picks up', () => {
    show('unanswered');
    expect(screen.getByText('Ring +91 11 4000 0001, or try again here.')).toBeDefined();
  });

  it('goes on with the call while reconnecting', () => {
    show('reconnecting');
    expect(screen.getByTestId('failure').dataset.kind).toBe('reconnecting');
    expect(screen.getByTestId('text-input')).toBeDefined();
  });
});
