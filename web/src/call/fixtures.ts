/** Calls in each state, for tests and the preview page; never part of the built page. */
import type {
  AppointmentView,
  ProposalEvent,
  RingbookEvent,
  SlotView,
  ToolCallEvent,
} from '../api/events';
import { type Practice, read } from '../api/practice';
import { type CallModel, NO_CALL, nextCall } from './core/model';
import type { CallSignal } from './core/signals';

/** Monday, January 26, 2026, 4:00 pm in Kolkata. */
export const NOW = Date.UTC(2026, 0, 26, 10, 30);

const OPEN: [string, string][] = [
  ['09:00', '12:30'],
  ['13:30', '18:00'],
];

export const PRACTICE: Practice = read({
  slug: 'lotus-dental',
  name: 'Lotus Dental Care',
  agent_name: 'Meera',
  greeting: 'Lotus Dental Care, this is Meera. How can I help?',
  color: '#0b7285',
  timezone: 'Asia/Kolkata',
  address: '12 Park Street, New Delhi',
  phone: '+91 11 4000 0001',
  opening_hours: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']
    .map((day) => ({ day, ranges: OPEN }))
    .concat([{ day: 'saturday', ranges: [['10:00', '13:00']] }]),
  services: [
    { name: 'Check-up', duration_minutes: 30, price: '₹800' },
    { name: 'Cleaning', duration_minutes: 30, price: '₹1,200' },
    { name: 'Root canal', duration_minutes: 60, price: null },
  ],
  shows_cost: false,
});

export function slot(label: string, date: string, time: string, provider = 'Dr Rao'): SlotView {
  const starts_at = new Date(`${date}T${time}:00+05:30`).toISOString();
  return { label, date, time, starts_at, duration_minutes: 30, service: 'Cleaning', provider };
}

export function appointment(id: string, date: string, time: string): AppointmentView {
  const { label: _, ...view } = slot('A', date, time);
  return { ...view, id, status: 'scheduled' };
}

export const SLOTS = [
  slot('A', '2026-01-29', '16:30'),
  slot('B', '2026-01-29', '17:00'),
  slot('C', '2026-01-29', '17:30'),
];

let seq = 0;

export function tool(
  name: ToolCallEvent['tool'],
  status: ToolCallEvent['status'],
  rest: Partial<Pick<ToolCallEvent, 'data' | 'args' | 'call_id'>> = {},
): ToolCallEvent {
  seq += 1;
  const timestamp = '2026-01-26T10:30:00.123Z';
  const base = { type: 'tool_call', tool: name, status, timestamp, seq } as const;
  return { ...base, data: {}, args: {}, call_id: name, ...rest };
}

export const event = (one: RingbookEvent): CallSignal => ({ kind: 'event', at: NOW, event: one });

export const heard = (who: 'caller' | 'agent', text: string, final = true): CallSignal => ({
  kind: 'heard',
  at: NOW,
  id: `${who} ${text.slice(0, 12)}`,
  who,
  text,
  final,
});

export const agentIs = (state: 'listening' | 'thinking' | 'speaking'): CallSignal => ({
  kind: 'agent',
  at: NOW - 72_000,
  state,
});

export function callAfter(...signals: CallSignal[]): CallModel {
  return signals.reduce(nextCall, NO_CALL);
}

const OLD = appointment('5f0c', '2026-01-27', '10:30');
const NEW = { ...appointment('5f0c', '2026-01-29', '17:00'), link: `/b/${'k'.repeat(43)}` };

const requested: CallSignal = { kind: 'requested', at: NOW - 75_000, mode: 'voice' };

const begun: CallSignal[] = [
  requested,
  { kind: 'mic', mic: 'on' },
  agentIs('speaking'),
  heard('agent', 'Lotus Dental Care, this is Meera. How can I help?'),
];

const offered: CallSignal[] = [
  ...begun,
  heard('caller', 'I need to move my cleaning to Thursday, after four if you can.'),
  event(tool('identify_user', 'started')),
  event(
    tool('identify_user', 'success', {
      data: { user: { contact_number: '••••1821', name: 'Priya Shah', is_new: false } },
    }),
  ),
  event(tool('retrieve_appointments', 'success', { data: { appointments: [OLD] } })),
  event(tool('fetch_slots', 'success', { data: { slots: SLOTS } })),
  heard('agent', 'Thursday, January 29 I have 4:30, 5:00, or 5:30 PM. Which suits you?'),
];

export const PROPOSAL: ProposalEvent = {
  type: 'proposal',
  action: 'move',
  date: NEW.date,
  time: NEW.time,
  starts_at: NEW.starts_at,
  service: NEW.service,
  provider: NEW.provider,
  was: OLD.starts_at,
  series: null,
};

const SERIES = ['2026-02-03', '2026-02-10', '2026-02-17', '2026-02-24'].map((date, n) =>
  appointment(`series-${n}`, date, '16:00'),
);
const [FIRST] = SERIES as [AppointmentView];

export const SERIES_PROPOSAL: ProposalEvent = {
  ...PROPOSAL,
  action: 'book',
  date: FIRST.date,
  time: FIRST.time,
  starts_at: FIRST.starts_at,
  was: null,
  series: SERIES.map((one) => one.starts_at),
};

const confirming: CallSignal[] = [
  ...offered,
  heard('caller', 'Five would be great.'),
  event(PROPOSAL),
  heard('agent', 'Shall I move your cleaning to Thursday, January 29 at 5:00 PM?'),
  agentIs('listening'),
];

const moved: CallSignal[] = [
  ...confirming,
  { kind: 'typed', at: NOW, id: 'typed-1', text: 'Yes' },
  event(tool('modify_appointment', 'success', { data: { appointment: NEW, was: OLD.starts_at } })),
  heard('agent', 'Done. Your cleaning is now on Thursday, January 29 at 5:00 PM with Dr Rao.'),
];

export const SUMMARY: RingbookEvent = {
  type: 'call_summary',
  summary: '📞 Call Summary',
  appointments: [NEW],
  user_preferences: { preferred_time: 'afternoon', preferred_days: ['Thursday'] },
  cost_breakdown: { stt: 0, llm_input: 0, llm_output: 0, tts: 0, avatar: 0, total: 0 },
  duration_seconds: 125,
  timestamp: '2026-01-26T10:35:00.123Z',
};

const ended: CallSignal[] = [
  ...moved,
  event(tool('end_conversation', 'success')),
  { kind: 'disconnected', at: NOW + 53_000, by: 'practice' },
];

export const STATES = {
  idle: NO_CALL,
  connecting: callAfter(requested, { kind: 'mic', mic: 'asking' }),
  greeting: callAfter(...begun),
  face: callAfter(...begun, { kind: 'face', shown: true }),
  diary: callAfter(
    ...begun,
    heard('caller', 'Anything on Thursday afternoon?'),
    agentIs('thinking'),
    event(
      tool('fetch_slots', 'started', {
        args: { appointment_date: '2026-01-29', earliest: '12:00' },
      }),
    ),
  ),
  offers: callAfter(...offered, agentIs('listening'), heard('caller', 'five would be', false)),
  many: callAfter(
    ...begun,
    heard('caller', 'What is free this week?'),
    event(
      tool('fetch_slots', 'success', {
        data: {
          slots: ['27', '28', '29'].flatMap((day) =>
            ['09:00', '10:30', '14:00', '16:30'].map((time, i) =>
              slot(`${day}${i}`, `2026-01-${day}`, time, i % 2 ? 'Dr Rao' : 'Dr Anita Menon'),
            ),
          ),
        },
      }),
    ),
  ),
  appointments: callAfter(
    ...begun,
    heard('caller', 'When is my appointment?'),
    event(
      tool('retrieve_appointments', 'success', {
        data: { appointments: [OLD, appointment('77aa', '2026-02-12', '14:00')] },
      }),
    ),
  ),
  confirm: callAfter(...confirming),
  'confirm-series': callAfter(...offered, event(SERIES_PROPOSAL), agentIs('listening')),
  series: callAfter(
    ...offered,
    event(tool('book_appointment', 'success', { data: { appointment: FIRST, series: SERIES } })),
    agentIs('listening'),
  ),
  booked: callAfter(...moved, agentIs('listening')),
  done: callAfter(...ended, event(SUMMARY)),
  waiting: callAfter(...ended),
  cancelled: callAfter(
    ...begun,
    event(
      tool('cancel_appointment', 'success', {
        data: { appointment: { ...OLD, status: 'cancelled' } },
      }),
    ),
    { kind: 'disconnected', at: NOW, by: 'caller' },
    { kind: 'summary_missing' },
  ),
  typing: callAfter({ ...requested, mode: 'text' }, agentIs('listening'), heard('agent', 'Hello.')),
  'mic-blocked': callAfter(...begun, { kind: 'mic', mic: 'blocked' }),
  'mic-missing': callAfter(...begun, { kind: 'mic', mic: 'missing' }),
  reconnecting: callAfter(...offered, { kind: 'reconnecting' }),
  unreachable: callAfter(requested, { kind: 'failed', at: NOW, failure: 'unreachable' }),
  unanswered: callAfter(requested, { kind: 'failed', at: NOW, failure: 'unanswered' }),
  lost: callAfter(...offered, { kind: 'disconnected', at: NOW, by: 'network' }),
  'ended-by-us': callAfter(...offered, { kind: 'disconnected', at: NOW, by: 'practice' }),
} satisfies Record<string, CallModel>;
