import { useEffect } from 'preact/hooks';
import { isConnected } from './api/connection.js';
import { forgetKey, key } from './api/key.js';
import { HomePage } from './home/home-page.js';
import { followAddress, hrefs, route, type Route } from './routes.js';
import { KeyEntry } from './ui/key-entry.js';
import { lazily } from './ui/lazy.js';
import { Page } from './ui/page.js';

const UploadPage = lazily('the page', async () => (await import('./upload/upload-page.js')).UploadPage);
const ScoringPage = lazily('the run', async () => (await import('./scoring/scoring-page.js')).ScoringPage);
const TrainingPage = lazily(
  'the run',
  async () => (await import('./training/training-page.js')).TrainingPage,
);
const AgreementPage = lazily(
  'the runs',
  async () => (await import('./agreement/agreement-page.js')).AgreementPage,
);
const TryPage = lazily('the page', async () => (await import('./trying/try-page.js')).TryPage);
const EvaluationsPage = lazily(
  'evaluations',
  async () => (await import('./evaluations/evaluations-page.js')).EvaluationsPage,
);
const EvaluationPage = lazily(
  'the evaluation',
  async () => (await import('./evaluations/evaluation-page.js')).EvaluationPage,
);
const ModelsPage = lazily('models', async () => (await import('./models/models-page.js')).ModelsPage);

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
      {/* A link to #main would be a different page here. */}
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
      return (
        <UploadPage
          key={route.page}
          purpose={route.page}
          archiveId={route.archiveId}
          modelId={route.modelId}
        />
      );
    case 'scoring':
      return <ScoringPage key={route.runId} runId={route.runId} clip={route.clip} />;
    case 'agreement':
      return <AgreementPage key={route.runId} runId={route.runId} otherId={route.otherId} />;
    case 'evaluations':
      return <EvaluationsPage />;
    case 'evaluation':
      return <EvaluationPage key={route.evaluationId} evaluationId={route.evaluationId} />;
    case 'try':
      return <TryPage modelId={route.modelId} />;
    case 'training':
      return <TrainingPage key={route.runId} runId={route.runId} />;
    case 'models':
      return <ModelsPage compared={route.compared} />;
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
