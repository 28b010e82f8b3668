/** The practice's colour, bent until text on it and text in it are readable (WCAG 2.1, 4.5 : 1). */

type Rgb = readonly [number, number, number];

export interface Brand {
  /** The colour itself, as background of filled things and as text on the page. */
  fill: string;
  /** Text on `fill`. */
  ink: string;
}

export const LIGHT_PAGE = '#f6f5f2';
export const DARK_CARD = '#1b2124';
const FALLBACK = '#0b6b72';
const READABLE = 4.5;

export function brandFor(color: string, scheme: 'light' | 'dark'): Brand {
  const wanted = parsed(color) ?? (parsed(FALLBACK) as Rgb);
  const page = parsed(scheme === 'light' ? LIGHT_PAGE : DARK_CARD) as Rgb;
  const pole: Rgb = scheme === 'light' ? [0, 0, 0] : [255, 255, 255];
  const ink: Rgb = scheme === 'light' ? [255, 255, 255] : mixed(wanted, [0, 0, 0], 0.8);
  const readable = (fill: Rgb) =>
    contrast(fill, page) >= READABLE && contrast(fill, ink) >= READABLE;
  for (let step = 0; step <= 20; step++) {
    const fill = mixed(wanted, pole, step / 20);
    if (readable(fill)) return { fill: hex(fill), ink: hex(ink) };
  }
  return { fill: hex(pole), ink: scheme === 'light' ? '#ffffff' : '#000000' };
}

/** Ten shades from pale to deep, as Mantine wants them; the last is the readable fill. */
export function shades(fill: string): string[] {
  const deep = parsed(fill) ?? (parsed(FALLBACK) as Rgb);
  return Array.from({ length: 10 }, (_, i) => hex(mixed(deep, [255, 255, 255], (9 - i) * 0.1)));
}

export function contrastOf(a: string, b: string): number {
  return contrast(parsed(a) ?? [0, 0, 0], parsed(b) ?? [0, 0, 0]);
}

function parsed(color: string): Rgb | null {
  const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  if (!found) return null;
  const [, r = '', g = '', b = ''] = found;
  return [Number.parseInt(r, 16), Number.parseInt(g, 16), Number.parseInt(b, 16)];
}

const hex = (rgb: Rgb) =>
  `#${rgb.map((n) => Math.round(n).toString(16).padStart(2, '0')).join('')}`;

function mixed(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (i: 0 | 1 | 2) => from[i] + (to[i] - from[i]) * share;
  return [at(0), at(1), at(2)];
}

/** Relative luminance and contrast as WCAG 2.1 defines them. */
function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((n) => {
    const c = n / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: Rgb, b: Rgb): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}
