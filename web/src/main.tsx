import './ui/styles';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { tokenIn } from './api/bookings';
import { CallerPage } from './call/CallerPage';
import { askedPractice } from './call/core/address';

const BookingPage = lazy(() => import('./booking/BookingPage'));

const root = document.getElementById('root');
if (root) {
  const practice = askedPractice(window.location);
  const token = tokenIn(window.location.pathname);
  createRoot(root).render(
    <StrictMode>
      {token ? (
        <Suspense>
          <BookingPage token={token} />
        </Suspense>
      ) : (
        <CallerPage asked={practice} />
      )}
    </StrictMode>,
  );
}
