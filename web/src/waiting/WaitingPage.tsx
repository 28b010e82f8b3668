import { MantineProvider } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { cssVariablesFor, themeFor } from '../ui/theme';
import { useWaiting } from './useWaiting';
import { WaitingScreen } from './WaitingScreen';

const PLAIN = '#0b6b72';

/** The page at `/w/{token}`: one place on the waiting list, for who has its private link. */
export default function WaitingPage({ token }: { token: string }) {
  const [model, actions] = useWaiting(token);
  const practice = model.phase === 'shown' ? model.waiting.practice : null;
  const color = practice?.color ?? PLAIN;
  const theme = useMemo(() => themeFor(color), [color]);
  const variables = useMemo(() => cssVariablesFor(color), [color]);
  useEffect(() => {
    if (practice) document.title = `The waiting list · ${practice.name}`;
  }, [practice]);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <WaitingScreen model={model} actions={actions} />
    </MantineProvider>
  );
}
