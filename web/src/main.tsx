import './ui/styles';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { tokenIn } from './api/bookings';
import { waitingTokenIn } from './api/waiting';
import { CallerPage } from './call/CallerPage';
import { askedPractice } from './call/core/address';

const BookingPage = lazy(() => import('./booking/BookingPage'));
const WaitingPage = lazy(() => import('./waiting/WaitingPage'));

const root = document.getElementById('root');
if (root) {
  const practice = askedPractice(window.location);
  const token = tokenIn(window.location.pathname);
  const place = waitingTokenIn(window.location.pathname);
  createRoot(root).render(
    <StrictMode>
      <Suspense>
        {token && <BookingPage token={token} />}
        {place && <WaitingPage token={place} />}
      </Suspense>
      {!token && !place && <CallerPage asked={practice} />}
    </StrictMode>,
  );
}
