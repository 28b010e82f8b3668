import { cleanup } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// jsdom has none of these; Mantine and the ring ask for them
window.matchMedia ??= (query: string) =>
  ({
    matches: false,
    media: query,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  }) as unknown as MediaQueryList;
Element.prototype.scrollTo ??= vi.fn();
window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});
