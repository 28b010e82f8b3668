// @vitest-environment jsdom
import '../test/setup';
import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CallSummaryEvent } from '../api/events';
import { NO_CALL } from './core/model';
import { PRACTICE, SUMMARY } from './fixtures';
import { RecordCard } from './RecordCard';

function show(costs: Partial<CallSummaryEvent['cost_breakdown']>, shows_cost = true) {
  const summary = SUMMARY as CallSummaryEvent;
  const call = {
    ...NO_CALL,
    summary: { ...summary, cost_breakdown: { ...summary.cost_breakdown, ...costs } },
  };
  render(
    <MantineProvider env="test">
      <RecordCard practice={{ ...PRACTICE, shows_cost }} call={call} />
    </MantineProvider>,
  );
}

describe('the cost of a call', () => {
  it('is told where the practice shows it', () => {
    show({ total: 0.0123 });
    expect(screen.getByText('$0.0123')).toBeDefined();
  });

  it('says that a part of it has no price', () => {
    show({ total: 0.0123, unpriced: ['vendor/voice-1'] });
    expect(screen.getByText('at least $0.0123, part of it unpriced')).toBeDefined();
  });

  it('is not told otherwise', () => {
    show({ total: 0.0123 }, false);
    expect(screen.queryByText('Cost')).toBeNull();
  });
});
