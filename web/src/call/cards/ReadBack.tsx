import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ProposalEvent } from '../../api/events';
import { NO, YES } from '../core/answers';
import { clock, shortDay, wallClock } from '../core/dates';
import { forWhom } from '../core/people';
import { Dates } from './Dates';
import card from './MomentCard.module.css';
import { Parts } from './Parts';
import { When } from './When';

interface ReadBackProps {
  proposal: ProposalEvent;
  zone: string;
  /** Grows when the agent speaks: an answer counts once for each question. */
  turn: number;
  say: (text: string) => void;
}

const WORDS = {
  book: { question: 'Shall I book this?', yes: 'Yes, book it' },
  move: { question: 'Shall I make this change?', yes: 'Yes, move it' },
  cancel: { question: 'Shall I cancel this?', yes: 'Yes, cancel it' },
} as const;

const SEVERAL = {
  book: { question: 'Shall I book these?', yes: 'Yes, book them' },
  move: { question: 'Shall I make these changes?', yes: 'Yes, move them' },
  cancel: { question: 'Shall I cancel these?', yes: 'Yes, cancel them' },
} as const;

/** The read-back that waits for a yes. */
export function ReadBack({ proposal, zone, turn, say }: ReadBackProps) {
  const [answeredAt, setAnsweredAt] = useState(-1);
  const answered = answeredAt === turn;
  const answer = (text: string) => {
    if (answered) return;
    setAnsweredAt(turn);
    say(text);
  };
  const { action, date, time, service, provider, was, attendee, there } = proposal;
  const dates = (proposal.series ?? []).map((start) => wallClock(new Date(start), zone));
  if (!action || !date || !time) return null;
  const parts = proposal.parts ?? [];
  const words = dates.length > 1 || parts.length > 1 ? SEVERAL[action] : WORDS[action];
  const details = [service, provider].filter(Boolean).join(' with ');
  const one = attendee ? `${details}, ${forWhom(attendee)}` : details;
  const what = parts.length ? '' : one;
  return (
    <div data-testid="confirm-card" data-action={action}>
      <h2>{words.question}</h2>
      <When date={date} time={time} struck={action === 'cancel'} there={there}>
        {was ? `instead of ${wasText(was, zone)}` : what}
      </When>
      {was && what && <p className={card.note}>{what}</p>}
      {dates.length > 1 && <Dates dates={dates} struck={action === 'cancel'} />}
      {parts.length > 0 && <Parts parts={parts} struck={action === 'cancel'} />}
      <div className={card.row}>
        <Button
          color={action === 'cancel' ? 'danger' : 'brand'}
          data-testid="confirm-yes"
          aria-disabled={answered}
          onClick={() => answer(YES)}
        >
          {words.yes}
        </Button>
        <Button
          variant="default"
          data-testid="confirm-no"
          aria-disabled={answered}
          onClick={() => answer(NO)}
        >
          No
        </Button>
      </div>
    </div>
  );
}

function wasText(instant: string, zone: string): string {
  const at = wallClock(new Date(instant), zone);
  return `${shortDay(at.date)}, ${clock(at.time)}`;
}
