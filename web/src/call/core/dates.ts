/**
 * Days and times as the page shows them. `date` (YYYY-MM-DD) and `time` (HH:MM) are local to the
 * practice and are shown as they are: the browser's own zone never moves them.
 */

import type { ClockView } from '../../api/events';

export interface LocalTime {
  date: string;
  time: string;
}

function format(date: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

/** "Thursday, January 29", the agent's own way of saying it. */
export const dayOf = (date: string) =>
  format(date, { weekday: 'long', month: 'long', day: 'numeric' });

/** "Thu, Jan 29" */
export const shortDay = (date: string) =>
  format(date, { weekday: 'short', month: 'short', day: 'numeric' });

export const weekday = (date: string) => format(date, { weekday: 'long' });
export const month = (date: string) => format(date, { month: 'short' });
export const dayNumber = (date: string) => String(Number(date.slice(8)));

/** "14:30" -> "2:30 pm" */
export function clock(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const suffix = hour < 12 ? 'am' : 'pm';
  return `${hour % 12 || 12}:${String(minute).padStart(2, '0')} ${suffix}`;
}

/** "9:00 pm in London", with the day where it is another than the practice's. */
export function clockThere(there: ClockView | null | undefined, date: string): string | null {
  if (!there) return null;
  const day = there.date === date ? '' : `${shortDay(there.date)}, `;
  return `${day}${clock(there.time)} ${there.place}`;
}

/** "18:00" -> "6 pm", "17:30" -> "5:30 pm" */
export const shortClock = (time: string) => clock(time).replace(':00', '');

/** "Thursday, January 29 at 5:00 pm" */
export const whenOf = (at: LocalTime) => `${dayOf(at.date)} at ${clock(at.time)}`;

export function partOfDay(earliest?: string, latest?: string): string | null {
  if (earliest && latest && earliest === latest) return `at ${shortClock(earliest)}`;
  if (latest && latest <= '12:00') return 'morning';
  if (earliest && earliest >= '17:00') return 'evening';
  if (earliest === '12:00') return 'afternoon';
  if (earliest) return `from ${shortClock(earliest)}`;
  return latest ? `until ${shortClock(latest)}` : null;
}

/** An instant as the practice's wall clock: date, time and weekday (Monday is 0). */
export function wallClock(at: Date, zone: string): LocalTime & { day: number } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  const day = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  return { date, time: `${part('hour')}:${part('minute')}`, day };
}

/** Whether the caller's own clock differs from the practice's at this instant. */
export function otherZone(zone: string, at: Date, own: string): boolean {
  const here = wallClock(at, own);
  const there = wallClock(at, zone);
  return here.date !== there.date || here.time !== there.time;
}

/** "Asia/Kolkata" -> "Kolkata time" */
export const zoneName = (zone: string) =>
  `${(zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')} time`;

/** 72 -> "1:12" */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** "2 min 5 s", "40 s" */
export function lengthOf(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = Math.round(seconds % 60);
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** "Check-up" -> "check-up" in the middle of a sentence, "MRI scan" as it is. */
export function inSentence(service: string): string {
  const [first = '', second = ''] = service;
  return second === second.toLowerCase() ? first.toLowerCase() + service.slice(1) : service;
}
