import { useEffect } from 'preact/hooks';
import { isConnected } from './api/connection.js';
import { forgetKey, key } from './api/key.js';
import { HomePage } from './home/home-page.js';
import { followAddress, hrefs, route, type Route } from './routes.js';
import { KeyEntry } from './ui/key-entry.js';
import { lazily } from './ui/lazy.js';
import { Page } from './ui/page.js';

const UploadPage = lazily(async () => (await import('./upload/upload-page.js')).UploadPage);
const ScoringPage = lazily(async () => (await import('./scoring/scoring-page.js')).ScoringPage);
const TrainingPage = lazily(async () => (await import('./training/training-page.js')).TrainingPage);
const AgreementPage = lazily(async () => (await import('./agreement/agreement-page.js')).AgreementPage);
const TryPage = lazily(async () => (await import('./trying/try-page.js')).TryPage);
const EvaluationsPage = lazily(
  async () => (await import('./evaluations/evaluations-page.js')).EvaluationsPage,
);
const EvaluationPage = lazily(async () => (await import('./evaluations/evaluation-page.js')).EvaluationPage);
const ModelsPage = lazily(async () => (await import('./models/models-page.js')).ModelsPage);

export function App() {
  useEffect(followAddress, []);
  const links = [
    { href: hrefs.home, text: 'Overview', pages: ['home'] },
    { href: hrefs.score(), text: 'Score', pages: ['score', 'scoring', 'agreement'] },
    { href: hrefs.train(), text: 'Train', pages: ['train', 'training', 'evaluations', 'evaluation'] },
    { href: hrefs.models(), text: 'Models', pages: ['models', 'try'] },
  ];
  return (
    <>
      {/* A link to #main would open another page, because addresses after # name pages. */}
      <button type="button" class="skip" onClick={() => document.querySelector('main')?.focus()}>
        Skip to content
      </button>
      <header>
        <a class="brand" href={hrefs.home}>
          Serenade
        </a>
        <nav aria-label="Pages">
          {links.map(({ href, text, pages }) => (
            <a key={href} href={href} aria-current={pages.includes(route.value.page) ? 'page' : undefined}>
              {text}
            </a>
          ))}
        </nav>
        {key.value !== null && (
          <button type="button" class="quiet" onClick={forgetKey}>
            Forget key
          </button>
        )}
      </header>
      <div role="status">
        {!isConnected.value && (
          <p class="banner">The server does not answer. The page reconnects automatically.</p>
        )}
      </div>
      <main tabIndex={-1}>
        <KeyEntry />
        <Shown route={route.value} />
      </main>
      <footer>
        <a href="docs">API</a>
      </footer>
    </>
  );
}

function Shown({ route }: { route: Route }) {
  switch (route.page) {
    case 'home':
      return <HomePage />;
    case 'score':
    case 'train':
      return <UploadPage key={route.page} {...route} purpose={route.page} />;
    case 'scoring':
      return <ScoringPage key={route.runId} {...route} />;
    case 'agreement':
      return <AgreementPage key={route.runId} {...route} />;
    case 'evaluations':
      return <EvaluationsPage />;
    case 'evaluation':
      return <EvaluationPage key={route.evaluationId} {...route} />;
    case 'try':
      return <TryPage {...route} />;
    case 'training':
      return <TrainingPage key={route.runId} {...route} />;
    case 'models':
      return <ModelsPage {...route} />;
    case 'missing':
      return (
        <Page id="missing" title="Page not found">
          <p>
            <a href={hrefs.home}>Go to the overview</a>
          </p>
        </Page>
      );
  }
}
