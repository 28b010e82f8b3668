import { MantineProvider } from '@mantine/core';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { HttpError } from '../api/http';
import { fetchNeighbours, fetchPractice, type Neighbour, type Practice } from '../api/practice';
import { cssVariablesFor, themeFor } from '../ui/theme';
import { Loading, PracticeMissing } from './Loading';
import { Screen } from './Screen';
import { loadConnection, useCall } from './useCall';

const CallAudio = lazy(() => import('./CallAudio'));
const PLAIN = '#0b6b72';

/** The page at `/{slug}`, or at `/`: the practice that the address names, or the first one. */
export function CallerPage({ asked }: { asked: string | null }) {
  const { practice, failed, again } = usePractice(asked);
  const neighbours = useNeighbours(asked === null || failed === 'unknown');
  const color = practice?.color ?? PLAIN;
  const theme = useMemo(() => themeFor(color), [color]);
  const variables = useMemo(() => cssVariablesFor(color), [color]);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      {practice && <Line practice={practice} asked={asked} neighbours={neighbours} />}
      {!practice && !failed && <Loading />}
      {!practice && failed && (
        <PracticeMissing kind={failed} again={again} neighbours={neighbours} />
      )}
    </MantineProvider>
  );
}

interface LineProps {
  practice: Practice;
  asked: string | null;
  neighbours: readonly Neighbour[];
}

function Line({ practice, asked, neighbours }: LineProps) {
  const { call, actions, connection } = useCall(practice.slug, asked);
  useEffect(() => {
    document.title = practice.name;
    // Most of the page's weight comes after the first screen, before the first call
    void loadConnection();
  }, [practice.name]);
  return (
    <>
      <Screen
        practice={practice}
        call={call}
        actions={actions}
        now={Date.now}
        neighbours={neighbours.filter(({ slug }) => slug !== practice.slug)}
      />
      {connection && (
        <Suspense>
          <CallAudio room={connection.room} muted={!call.sound} />
        </Suspense>
      )}
    </>
  );
}

function usePractice(asked: string | null) {
  const [practice, setPractice] = useState<Practice | null>(null);
  const [failed, setFailed] = useState<'unreachable' | 'unknown' | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt is the wish to fetch again
  useEffect(() => {
    let wanted = true;
    fetchPractice(asked).then(
      (found) => wanted && setPractice(found),
      (error) => wanted && setFailed(isUnknown(error) ? 'unknown' : 'unreachable'),
    );
    return () => {
      wanted = false;
    };
  }, [asked, attempt]);
  const again = () => {
    setFailed(null);
    setAttempt((count) => count + 1);
  };
  return { practice, failed, again };
}

/** A practice's own page leads nowhere else; the first page and one of nobody lead on. */
function useNeighbours(wanted: boolean): readonly Neighbour[] {
  const [found, setFound] = useState<readonly Neighbour[]>([]);
  useEffect(() => {
    if (wanted) void fetchNeighbours().then(setFound);
  }, [wanted]);
  return found;
}

const isUnknown = (error: unknown) => error instanceof HttpError && error.status === 404;
