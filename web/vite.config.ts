import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  // preview.html is not an input of the build: fixtures never ship.
  // No inlined assets and no module-preload polyfill: the page runs under a CSP without inline scripts.
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:8080' } },
  test: {
    // Component tests ask for jsdom at their top: starting it is most of a test file's time
    environment: 'node',
    pool: 'threads',
    // Generous: a test that waits for nothing is never cut by a busy machine
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});
