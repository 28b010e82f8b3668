import { Skeleton } from '@mantine/core';
import type { CallSummaryEvent } from '../api/events';
import type { Practice } from '../api/practice';
import styles from './AfterCall.module.css';
import { lengthOf } from './core/dates';
import type { CallModel } from './core/model';
import { lastDigits } from './core/wording';

/** The call's record in a few lines. */
export function RecordCard({ call, practice }: { call: CallModel; practice: Practice }) {
  const { summary, phase } = call;
  const seconds = summary?.duration_seconds ?? (phase.name === 'ended' ? phase.seconds : 0);
  const remembered = summary ? preferences(summary) : '';
  const waiting = !summary && !call.summaryMissing;
  return (
    <section
      className={styles.panel}
      data-testid="summary-card"
      data-complete={summary !== null}
      aria-busy={waiting}
    >
      <h2>Your call</h2>
      <dl className={styles.facts}>
        <Line name="Length" value={lengthOf(seconds)} />
        {call.number && <Line name="Number" value={`ends in ${lastDigits(call.number)}`} />}
        {remembered && <Line name="We will remember" value={remembered} />}
        {summary && practice.shows_cost && <Line name="Cost" value={cost(summary)} />}
      </dl>
      {waiting && <Skeleton height={16} mt={12} width="60%" radius="lg" />}
      {call.summaryMissing && <p>The practice has the record of this call.</p>}
    </section>
  );
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function preferences({ user_preferences: known }: CallSummaryEvent): string {
  const part = known.preferred_time ? [`${known.preferred_time}s`] : [];
  return [...part, ...known.preferred_days.map((day) => `${day}s`)].join(', ');
}

const cost = ({ cost_breakdown: { total, unpriced } }: CallSummaryEvent) =>
  unpriced?.length ? `at least $${total.toFixed(4)}, part of it unpriced` : `$${total.toFixed(4)}`;
