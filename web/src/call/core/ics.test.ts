import { describe, expect, it } from 'vitest';
import { appointment, NOW } from '../fixtures';
import { calendarFile } from './ics';

const PLACE = { name: 'Lotus; Dental', address: '12 Park Street, New Delhi' };
const one = appointment('5f0c', '2026-01-29', '17:00');
const file = calendarFile(one, PLACE, new Date(NOW));

describe('calendar file', () => {
  it('holds the instant in UTC, the end by the duration, and escaped text', () => {
    expect(file).toContain('DTSTART:20260129T113000Z\r\nDTEND:20260129T120000Z\r\n');
    expect(file).toContain('SUMMARY:Cleaning\\, Lotus\\; Dental\r\n');
    expect(file).toContain('LOCATION:12 Park Street\\, New Delhi\r\n');
    expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
  });

  it('updates the same entry after a move: same UID, higher sequence', () => {
    const line = (text: string, key: string) =>
      text.split('\r\n').find((one) => one.startsWith(`${key}:`));
    const moved = calendarFile(
      { ...one, starts_at: '2026-01-30T11:30:00Z' },
      PLACE,
      new Date(NOW + 5000),
    );
    expect(line(moved, 'UID')).toBe('UID:5f0c@ringbook');
    expect(line(file, 'UID')).toBe(line(moved, 'UID'));
    const sequence = (text: string) => Number(line(text, 'SEQUENCE')?.slice(9));
    expect(sequence(moved)).toBeGreaterThan(sequence(file));
  });

  it('folds lines at 75 octets, never inside a letter', () => {
    const long = calendarFile(one, { ...PLACE, address: 'é🙂'.repeat(40) }, new Date(NOW));
    for (const line of long.split('\r\n')) {
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    }
    expect(long.replaceAll('\r\n ', '')).toContain('é🙂'.repeat(40));
  });
});
