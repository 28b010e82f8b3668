/** Each failure's sentence and its next step. Pure. */
import type { Browser } from './browser';
import type { EndedBy, Mic } from './signals';

export type FailureKind =
  | 'mic_blocked'
  | 'mic_missing'
  | 'mic_failed'
  | 'unreachable'
  | 'unknown_practice'
  | 'busy'
  | 'unanswered'
  | 'reconnecting'
  | 'lost'
  | 'ended_by_practice'
  | 'link_gone'
  | 'refused';

export interface Failure {
  kind: FailureKind;
  title: string;
  /** What the caller can do now. */
  next: string;
}

/** How to let a page use the microphone again, once it was blocked. */
const UNBLOCK: Record<Browser, string> = {
  chrome: 'Tap the icon left of the address, then Microphone, then Allow.',
  edge: 'Select the lock left of the address, then Permissions, then allow the microphone.',
  firefox: 'Select the crossed-out microphone left of the address and remove the block.',
  safari: 'In the menu choose Safari, Settings for This Website, then Microphone: Allow.',
  'safari-ios':
    'Tap the page icon beside the address, then Website Settings, then Microphone: Allow.',
  other: "Allow the microphone for this page in your browser's settings.",
};

export function micFailure(mic: Mic, browser: Browser, agent: string): Failure | null {
  const orType = `Or type below: ${agent} reads everything you write.`;
  switch (mic) {
    case 'blocked':
      return {
        kind: 'mic_blocked',
        title: 'Your browser is blocking the microphone.',
        next: `${UNBLOCK[browser]} ${orType}`,
      };
    case 'missing':
      return {
        kind: 'mic_missing',
        title: 'No microphone was found.',
        next: `Plug one in and try again. ${orType}`,
      };
    case 'failed':
      return {
        kind: 'mic_failed',
        title: 'The microphone did not start.',
        next: `Another program may be using it. Close that and try again. ${orType}`,
      };
    default:
      return null;
  }
}

export function callFailure(kind: 'unreachable' | 'busy' | 'unanswered', phone: string): Failure {
  const ring = phone ? ` You can also ring ${phone}.` : '';
  switch (kind) {
    case 'unreachable':
      return {
        kind,
        title: 'We cannot be reached right now.',
        next: `Check your connection and try again.${ring}`,
      };
    case 'busy':
      return { kind, title: 'All lines are busy.', next: `Try again in a minute.${ring}` };
    case 'unanswered':
      return {
        kind,
        title: 'Nobody picked up.',
        next: phone ? `Ring ${phone}, or try again here.` : 'Try again in a minute.',
      };
  }
}

export const UNKNOWN_PRACTICE: Failure = {
  kind: 'unknown_practice',
  title: 'There is no such practice here.',
  next: 'Check the address of this page, or ask the practice for it.',
};

export const LINK_GONE: Failure = {
  kind: 'link_gone',
  title: 'This link leads to no appointment.',
  next: 'It may be incomplete, or from long ago. The practice can tell you about your appointments.',
};

export const RECONNECTING: Failure = {
  kind: 'reconnecting',
  title: 'The connection was lost.',
  next: 'Reconnecting. The call goes on where it stopped.',
};

/** Why the call ended, when the caller did not end it and no goodbye was said. */
export function endFailure(by: EndedBy, goodbye: boolean): Failure | null {
  if (by === 'network') {
    return {
      kind: 'lost',
      title: 'The connection was lost.',
      next: 'What was booked before that stays booked. Call again to go on.',
    };
  }
  if (by === 'practice' && !goodbye) {
    return {
      kind: 'ended_by_practice',
      title: 'The call was ended on our side.',
      next: 'Sorry about that. What was booked stays booked. Call again to go on.',
    };
  }
  return null;
}
