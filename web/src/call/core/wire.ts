/** Reads an event from the data channel. What does not look like one is left out, not guessed. */
import type { RingbookEvent } from '../../api/events';

const TYPES: readonly string[] = [
  'tool_call',
  'call_summary',
  'proposal',
] satisfies RingbookEvent['type'][];

export function readEvent(text: string): RingbookEvent | null {
  try {
    const value: unknown = JSON.parse(text);
    const type = value && typeof value === 'object' && 'type' in value ? value.type : null;
    return typeof type === 'string' && TYPES.includes(type) ? (value as RingbookEvent) : null;
  } catch {
    return null;
  }
}
