import { MantineProvider } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { cssVariablesFor, themeFor } from '../ui/theme';
import { BookingScreen } from './BookingScreen';
import { useBooking } from './useBooking';

const PLAIN = '#0b6b72';

/** The page at `/b/{token}`: one appointment, for who has its private link. */
export default function BookingPage({ token }: { token: string }) {
  const [model, actions] = useBooking(token);
  const practice = model.phase === 'shown' ? model.booking.practice : null;
  const color = practice?.color ?? PLAIN;
  const theme = useMemo(() => themeFor(color), [color]);
  const variables = useMemo(() => cssVariablesFor(color), [color]);
  useEffect(() => {
    if (practice) document.title = `Your appointment · ${practice.name}`;
  }, [practice]);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <BookingScreen model={model} actions={actions} token={token} now={Date.now} />
    </MantineProvider>
  );
}
