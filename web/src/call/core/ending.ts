/** Who ended the call, read from LiveKit's reason. Pure. */
import type { EndedBy } from './signals';

/** Numbers of `DisconnectReason` in LiveKit's protocol: the server or the agent closed the room. */
const SERVER_SHUTDOWN = 3;
const PARTICIPANT_REMOVED = 4;
const ROOM_DELETED = 5;
const ROOM_CLOSED = 10;
const OURS: readonly number[] = [SERVER_SHUTDOWN, PARTICIPANT_REMOVED, ROOM_DELETED, ROOM_CLOSED];

export function endedBy(reason: number | undefined, closing: boolean): EndedBy {
  if (closing) return 'caller';
  return reason !== undefined && OURS.includes(reason) ? 'practice' : 'network';
}
