import './ui/styles';
import { MantineProvider } from '@mantine/core';
import { createRoot } from 'react-dom/client';
import { NOW, PRACTICE, STATES } from './call/fixtures';
import { Screen } from './call/Screen';
import type { CallActions } from './call/useCall';
import { cssVariablesFor, themeFor } from './ui/theme';

/** preview.html#state: one state of the page without a server, for looking at and for axe. */
const nothing = () => {};
const actions: CallActions = {
  start: nothing,
  say: nothing,
  digits: nothing,
  microphone: nothing,
  sound: nothing,
  hangUp: nothing,
  level: () => 0.6,
  showFace: () => nothing,
};

const name = (window.location.hash.slice(1) || 'idle') as keyof typeof STATES;
const color = new URLSearchParams(window.location.search).get('color') ?? PRACTICE.color;
const root = document.getElementById('root');
window.addEventListener('hashchange', () => window.location.reload());
if (root) {
  createRoot(root).render(
    <MantineProvider
      theme={themeFor(color)}
      cssVariablesResolver={cssVariablesFor(color)}
      defaultColorScheme="auto"
    >
      <Screen practice={PRACTICE} call={STATES[name]} actions={actions} now={() => NOW} />
    </MantineProvider>,
  );
}
