/** "Open today until 6 pm": the practice's hours, in its own zone. Pure; `now` is passed in. */
import { shortClock, wallClock } from './dates';

/** Local ranges of each weekday, Monday first: [["09:00", "12:30"], …]; no ranges is closed. */
export type Week = readonly (readonly (readonly [string, string])[])[];

export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

export function openNow(week: Week, zone: string, now: Date): { open: boolean; text: string } {
  const { time, day } = wallClock(now, zone);
  const today = week[day] ?? [];
  const current = today.find(([opens, closes]) => opens <= time && time < closes);
  if (current) return { open: true, text: `Open today until ${shortClock(lastClose(today))}` };
  const later = today.find(([opens]) => time < opens);
  if (later) return { open: false, text: `Opens today at ${shortClock(later[0])}` };
  return { open: false, text: opensNext(week, day) };
}

const lastClose = (day: Week[number]) => day.at(-1)?.[1] ?? '';

function opensNext(week: Week, today: number): string {
  for (let ahead = 1; ahead <= 7; ahead++) {
    const day = (today + ahead) % 7;
    const first = week[day]?.[0];
    if (!first) continue;
    const name = ahead === 1 ? 'tomorrow' : WEEKDAYS[day];
    return `Closed now, opens ${name} at ${shortClock(first[0])}`;
  }
  return 'Closed';
}

export interface HoursLine {
  days: string;
  hours: string;
  today: boolean;
}

/** The week in as few lines as it takes: "Monday – Friday", "9 am – 12:30 pm, 1:30 – 5 pm". */
export function hoursLines(week: Week, today: number): HoursLine[] {
  const lines: { first: number; last: number; hours: string }[] = [];
  WEEKDAYS.forEach((_, day) => {
    const hours = (week[day] ?? []).map(span).join(', ') || 'Closed';
    const previous = lines.at(-1);
    if (previous?.hours === hours) previous.last = day;
    else lines.push({ first: day, last: day, hours });
  });
  return lines.map(({ first, last, hours }) => ({
    days: first === last ? `${WEEKDAYS[first]}` : `${WEEKDAYS[first]} – ${WEEKDAYS[last]}`,
    hours,
    today: first <= today && today <= last,
  }));
}

function span([opens, closes]: readonly [string, string]): string {
  const [from, to] = [shortClock(opens), shortClock(closes)];
  const sameHalf = from.slice(-2) === to.slice(-2);
  return `${sameHalf ? from.slice(0, -3) : from} – ${to}`;
}
