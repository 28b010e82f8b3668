/** An appointment as an iCalendar file (RFC 5545), made in the page. Pure. */
import type { AppointmentView } from '../../api/events';

export interface Place {
  name: string;
  address: string;
}

/**
 * The UID comes from the appointment, so that adding it again after a move updates the same entry;
 * SEQUENCE must then grow, and seconds since 2020 do that without a stored counter.
 */
export function calendarFile(appointment: AppointmentView, place: Place, now: Date): string {
  const starts = new Date(appointment.starts_at);
  const ends = new Date(starts.getTime() + appointment.duration_minutes * 60_000);
  const cancelled = appointment.status === 'cancelled';
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Ringbook//Caller page//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${appointment.id}@ringbook`,
    `SEQUENCE:${Math.floor((now.getTime() - Date.UTC(2020, 0, 1)) / 1000)}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(starts)}`,
    `DTEND:${utc(ends)}`,
    `SUMMARY:${escaped(`${appointment.service}, ${place.name}`)}`,
    `DESCRIPTION:${escaped(`With ${appointment.provider}`)}`,
    ...(place.address ? [`LOCATION:${escaped(place.address)}`] : []),
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

export const calendarFileName = (appointment: AppointmentView) =>
  `appointment-${appointment.date}.ics`;

const utc = (at: Date) => `${at.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;

const escaped = (text: string) =>
  text.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\r?\n/g, '\\n');

/** Lines are at most 75 octets; a continuation starts with a space (RFC 5545, 3.1). */
function folded(line: string): string {
  const encoder = new TextEncoder();
  const parts: string[] = [''];
  let size = 0;
  for (const letter of line) {
    const octets = encoder.encode(letter).length;
    if (size + octets > 74) {
      parts.push('');
      size = 0;
    }
    parts[parts.length - 1] += letter;
    size += octets;
  }
  return parts.join('\r\n ');
}
