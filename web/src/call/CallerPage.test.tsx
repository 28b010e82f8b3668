// @vitest-environment jsdom
import '../test/setup';
import { act, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CallerPage } from './CallerPage';
import { askedPractice } from './core/address';

const WEEK = [{ day: 'tuesday', ranges: [['10:00', '18:00']] }];
const SALON = {
  slug: 'maple-hair',
  name: 'Maple Street Hair',
  agent_name: 'Ava',
  greeting: 'Thanks for calling Maple Street Hair.',
  color: '#8a3b5c',
  logo: '/api/logo/maple-hair?v=1',
  timezone: 'America/New_York',
  address: '42 Maple Street',
  phone: null,
  opening_hours: WEEK,
  services: [{ name: 'Colour', duration_minutes: 90, price: '140.00' }],
};
const CLINIC = { ...SALON, slug: 'lotus-dental', name: 'Lotus Dental Care', agent_name: 'Meera' };
const BOTH = [CLINIC, SALON].map(({ slug, name }) => ({ slug, name }));

/** A server of two practices; tells what was asked of it. */
function serve(practices: unknown = BOTH) {
  const asked: string[] = [];
  const answers: Record<string, unknown> = {
    '/api/practice': CLINIC,
    '/api/practice?practice=lotus-dental': CLINIC,
    '/api/practice?practice=maple-hair': SALON,
    '/api/practices': practices,
  };
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    const body = answers[path];
    return new Response(JSON.stringify(body ?? {}), { status: body ? 200 : 404 });
  });
  return asked;
}

const ways = () => screen.queryAllByTestId('neighbour').map((link) => link.getAttribute('href'));

afterEach(() => vi.unstubAllGlobals());

describe('the page of a practice', () => {
  it('shows that practice alone', async () => {
    const asked = serve();
    render(<CallerPage asked="maple-hair" />);
    expect(await screen.findByText('Maple Street Hair')).toBeDefined();
    expect(screen.getByText('Thanks for calling Maple Street Hair.')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Talk to Ava' })).toBeDefined();
    expect(screen.getByText('Colour')).toBeDefined();
    expect(screen.getByText('90 min')).toBeDefined();
    await waitFor(() => expect(document.title).toBe('Maple Street Hair'));
    expect(screen.getByTestId('logo').getAttribute('src')).toBe('/api/logo/maple-hair?v=1');
    expect(ways()).toEqual([]);
    expect(asked).toEqual(['/api/practice?practice=maple-hair']);
  });

  it('says that there is none, and leads to those there are', async () => {
    serve();
    render(<CallerPage asked="nobody" />);
    expect(await screen.findByText('There is no such practice here.')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    await screen.findByText('Maple Street Hair');
    expect(ways()).toEqual(['/lotus-dental', '/maple-hair']);
  });
});

describe('the first page', () => {
  it('is the first practice, with the way to the others', async () => {
    serve();
    render(<CallerPage asked={null} />);
    expect(await screen.findByRole('button', { name: 'Talk to Meera' })).toBeDefined();
    await screen.findByText('Also here');
    expect(ways()).toEqual(['/maple-hair']);
  });

  it.each([
    ['there is one practice', BOTH.slice(0, 1)],
    ['the list cannot be had', null],
  ])('leads nowhere when %s', async (_, practices) => {
    const asked = serve(practices);
    render(<CallerPage asked={null} />);
    await screen.findByRole('button', { name: 'Talk to Meera' });
    await waitFor(() => expect(asked).toContain('/api/practices'));
    await act(async () => {});
    expect(ways()).toEqual([]);
  });
});

describe('the address', () => {
  it.each([
    ['/', '', null],
    ['/maple-hair', '', 'maple-hair'],
    ['/maple-hair/', '?practice=other', 'maple-hair'],
    ['/', '?practice=maple-hair', 'maple-hair'],
    ['/index.html', '', null],
  ])('%s%s', (pathname, search, slug) => expect(askedPractice({ pathname, search })).toBe(slug));
});
