import { describe, expect, it } from 'vitest';
import { PRACTICE } from '../fixtures';
import { lengthOf, otherZone, partOfDay, shortClock, zoneName } from './dates';
import { hoursLines, openNow } from './hours';

const at = (local: string) => new Date(`${local}:00+05:30`);
const says = (local: string) => openNow(PRACTICE.week, 'Asia/Kolkata', at(local)).text;

describe('opening hours', () => {
  it.each([
    ['2026-01-26T08:59', 'Opens today at 9 am'],
    ['2026-01-26T09:00', 'Open today until 6 pm'],
    ['2026-01-26T12:30', 'Opens today at 1:30 pm'],
    ['2026-01-26T17:59', 'Open today until 6 pm'],
    ['2026-01-26T18:00', 'Closed now, opens tomorrow at 9 am'],
    ['2026-01-31T13:00', 'Closed now, opens Monday at 9 am'],
    ['2026-02-01T12:00', 'Closed now, opens tomorrow at 9 am'],
  ])('%s: %s', (local, text) => expect(says(local)).toBe(text));

  it('are the practice’s, wherever the caller is', () => {
    const now = new Date('2026-01-26T03:29:00Z');
    expect(openNow(PRACTICE.week, 'Asia/Kolkata', now).text).toBe('Opens today at 9 am');
    expect(openNow([], 'Asia/Kolkata', now).text).toBe('Closed');
  });

  it('take as few lines as they can', () => {
    expect(hoursLines(PRACTICE.week, 5)).toEqual([
      { days: 'Monday – Friday', hours: '9 am – 12:30 pm, 1:30 – 6 pm', today: false },
      { days: 'Saturday', hours: '10 am – 1 pm', today: true },
      { days: 'Sunday', hours: 'Closed', today: false },
    ]);
  });
});

describe('times', () => {
  it('read as people say them', () => {
    expect(['00:00', '12:00', '17:30'].map(shortClock)).toEqual(['12 am', '12 pm', '5:30 pm']);
    expect(partOfDay('12:00', '17:00')).toBe('afternoon');
    expect(partOfDay(undefined, '12:00')).toBe('morning');
    expect(partOfDay('16:00', undefined)).toBe('from 4 pm');
    expect(partOfDay()).toBeNull();
    expect([1, 60, 125].map(lengthOf)).toEqual(['1 s', '1 min', '2 min 5 s']);
  });

  it('name the zone only where it differs from the caller’s', () => {
    const now = at('2026-01-26T12:00');
    expect(otherZone('Asia/Kolkata', now, 'Asia/Calcutta')).toBe(false);
    expect(otherZone('Asia/Kolkata', now, 'Europe/Berlin')).toBe(true);
    expect(zoneName('America/New_York')).toBe('New York time');
  });
});
