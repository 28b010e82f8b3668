// Generated from events.schema.json by `npm run generate`. Do not edit.

export type RingbookEvent = ToolCallEvent | CallSummaryEvent | ProposalEvent;
export type ToolName =
  | 'identify_user'
  | 'fetch_slots'
  | 'book_appointment'
  | 'retrieve_appointments'
  | 'cancel_appointment'
  | 'modify_appointment'
  | 'update_waitlist'
  | 'verify_caller'
  | 'end_conversation';
export type Timestamp = string;
export type PartOfDay = 'morning' | 'afternoon' | 'evening';

/**
 * A tool started, succeeded or failed. `seq` counts the call's events from 1.
 */
export interface ToolCallEvent {
  type: 'tool_call';
  tool: ToolName;
  status: 'started' | 'success' | 'error';
  data: ToolData;
  timestamp: Timestamp;
  call_id: string;
  seq: number;
  args: {
    [k: string]: string;
  };
}
/**
 * Empty on `started`; stable `error` and its spoken `message`; else what was found or done.
 *
 * `series` has all the dates, `visit` all the services that were written in one go; `appointment`
 * is their first.
 */
export interface ToolData {
  appointment?: AppointmentView;
  appointments?: AppointmentView[];
  slots?: SlotView[];
  user?: CallerView;
  was?: Timestamp;
  waitlist?: WaitView[];
  series?: AppointmentView[];
  visit?: AppointmentView[];
  error?: string;
  message?: string;
}
/**
 * `date` and `time` (HH:MM) are local to the practice; `starts_at` is the instant.
 *
 * `link` is the private page, from the root of the page's address; there for a caller who may
 * do all that it allows.
 */
export interface AppointmentView {
  id: string;
  date: string;
  time: string;
  status: 'scheduled' | 'cancelled' | 'completed' | 'no_show';
  starts_at: Timestamp;
  duration_minutes: number;
  service: string;
  provider: string;
  /**
   * whom it is for; absent for the caller
   */
  attendee?: string | null;
  there?: ClockView | null;
  link?: string | null;
}
/**
 * The same instant on the caller's clock, only where it shows another time.
 *
 * `place` is how it is told: "in London", "Pacific time".
 */
export interface ClockView {
  date: string;
  time: string;
  place: string;
}
/**
 * An opening on offer; `label` is how the call refers to it (A, B, C …).
 */
export interface SlotView {
  label: string;
  date: string;
  time: string;
  starts_at: Timestamp;
  duration_minutes: number;
  service: string;
  provider: string;
  there?: ClockView | null;
  /**
   * all services of the visit that begins here
   */
  parts?: PartView[] | null;
}
/**
 * One service of a visit: `time` is local to the practice.
 */
export interface PartView {
  service: string;
  provider: string;
  time: string;
  attendee?: string | null;
}
export interface CallerView {
  /**
   * masked but for its last digits
   */
  contact_number: string;
  /**
   * on record; null until the caller has proven to be them
   */
  name: string | null;
  /**
   * made by this call; null until proven, like the name
   */
  is_new: boolean | null;
}
/**
 * A wish on the waiting list; local days and times, `latest` is the last start.
 *
 * `attendee` is whom it is for, absent for the caller; of a visit `parts` are all its services.
 * `link` is its private page, for who was put on the list in this call.
 */
export interface WaitView {
  service: string;
  provider: string | null;
  first_date: string;
  last_date: string;
  earliest: string | null;
  latest: string | null;
  attendee?: string | null;
  parts?: WaitPartView[] | null;
  link?: string | null;
}
/**
 * One service of a visit that is waited for.
 */
export interface WaitPartView {
  service: string;
  attendee?: string | null;
}
export interface CallSummaryEvent {
  type: 'call_summary';
  summary: string;
  appointments: AppointmentView[];
  user_preferences: PreferencesView;
  cost_breakdown: CostView;
  duration_seconds: number;
  timestamp: Timestamp;
  /**
   * what the caller had to put up with, for the operator; absent when at ease
   */
  frustration?: ('some' | 'high') | null;
  /**
   * what was kept from being said, for the operator; absent when nothing was
   */
  claims?: ClaimsView | null;
}
export interface PreferencesView {
  preferred_time: PartOfDay | null;
  preferred_days: string[];
}
/**
 * US dollars; `unpriced` is there only when a model without a known price was used.
 */
export interface CostView {
  stt: number;
  llm_input: number;
  llm_output: number;
  tts: number;
  avatar: number;
  total: number;
  unpriced?: string[];
}
/**
 * What the claim guard judged: sentences, claims among them, and those it stopped.
 */
export interface ClaimsView {
  sentences: number;
  checked: number;
  stopped: StoppedView[];
}
/**
 * Sentences of one kind that were not spoken: what they claimed, and why that was untrue.
 */
export interface StoppedView {
  claim: string;
  why: string;
  count: number;
}
/**
 * The read-back that waits for a yes; `action` None takes the card away.
 *
 * `series` has the starts of all its dates, when there are several; `parts` are all services of a
 * visit.
 */
export interface ProposalEvent {
  type: 'proposal';
  action: ('book' | 'move' | 'cancel') | null;
  date: string | null;
  time: string | null;
  starts_at: Timestamp | null;
  service: string | null;
  provider: string | null;
  was: Timestamp | null;
  attendee?: string | null;
  there?: ClockView | null;
  series: Timestamp[] | null;
  parts?: PartView[] | null;
}
