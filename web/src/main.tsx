import './ui/styles';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CallerPage } from './call/CallerPage';
import { askedPractice } from './call/core/address';

const root = document.getElementById('root');
if (root) {
  const practice = askedPractice(window.location);
  createRoot(root).render(
    <StrictMode>
      <CallerPage asked={practice} />
    </StrictMode>,
  );
}
