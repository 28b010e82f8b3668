import { cleanup } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// jsdom has neither; Mantine and the ring ask for them
window.matchMedia ??= (query: string) =>
  ({
    matches: false,
    media: query,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  }) as unknown as MediaQueryList;
Element.prototype.scrollTo ??= vi.fn();

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});
