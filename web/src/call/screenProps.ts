import type { Neighbour, Practice } from '../api/practice';
import type { CallModel } from './core/model';
import type { CallActions } from './useCall';

/** What each part of the call's screen is given. */
export interface ScreenProps {
  practice: Practice;
  call: CallModel;
  actions: CallActions;
  /** The present instant in milliseconds. */
  now: () => number;
  /** Other practices to lead to before the call. */
  neighbours?: readonly Neighbour[];
}
