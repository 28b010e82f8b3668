import { describe, expect, it } from 'vitest';
import { follows } from './scrolling';

const atEnd = { scrollTop: 400, scrollHeight: 1000, clientHeight: 600 };

describe('follows', () => {
  it('goes on at the end', () => {
    expect(follows(true, 400, atEnd)).toBe(true);
  });

  it('stops when the caller scrolls back', () => {
    expect(follows(true, 400, { ...atEnd, scrollTop: 200 })).toBe(false);
  });

  it('goes on when a card takes room before the scroll is told', () => {
    expect(follows(true, 300, { ...atEnd, clientHeight: 350 })).toBe(true);
  });

  it('goes on when lines wrap anew and the browser keeps the top', () => {
    expect(follows(true, 400, { ...atEnd, scrollHeight: 1400 })).toBe(true);
  });

  it('does not begin again on the way down until the end is near', () => {
    expect(follows(false, 100, { ...atEnd, scrollTop: 300 })).toBe(false);
    expect(follows(false, 100, { ...atEnd, scrollTop: 350 })).toBe(true);
  });
});
