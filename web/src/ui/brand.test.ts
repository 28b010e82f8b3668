import { describe, expect, it } from 'vitest';
import { brandFor, contrastOf, DARK_CARD, LIGHT_PAGE, shades } from './brand';

const COLORS = ['#0b7285', '#ffd400', '#000000', '#ffffff', '#ff0000', '#7f7f7f', '#00ff88'];

describe('the practice’s colour', () => {
  it.each(COLORS)('%s is readable in both schemes', (color) => {
    for (const [scheme, page] of [
      ['light', LIGHT_PAGE],
      ['dark', DARK_CARD],
    ] as const) {
      const { fill, ink } = brandFor(color, scheme);
      expect(contrastOf(fill, ink)).toBeGreaterThanOrEqual(4.5);
      expect(contrastOf(fill, page)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('stays as it is when it is readable already', () => {
    expect(brandFor('#0b6b72', 'light').fill).toBe('#0b6b72');
  });

  it('falls back when it is no colour', () => {
    expect(brandFor('teal', 'light').fill).toBe('#0b6b72');
  });

  it('makes ten shades ending in the fill', () => {
    expect(shades('#0b6b72')).toHaveLength(10);
    expect(shades('#0b6b72')[9]).toBe('#0b6b72');
  });
});
