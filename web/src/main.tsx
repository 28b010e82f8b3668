import './ui/styles';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CallerPage } from './call/CallerPage';

const root = document.getElementById('root');
if (root) {
  const practice = new URLSearchParams(window.location.search).get('practice');
  createRoot(root).render(
    <StrictMode>
      <CallerPage asked={practice} />
    </StrictMode>,
  );
}
