/**
 * What may import what. Each app and lib lists the libs that it may import; a lib that is not listed may not.
 * @type {Record<string, string[]>}
 */
const MAP = {
  'apps/api': [
    'contracts',
    'access',
    // The API refuses a request that cannot succeed, with the code that the workers run: archive, corpus, evaluation.
    'archive',
    'corpus',
    'evaluation',
    'indexing',
    'outbound',
    'report',
    'results',
    'storage',
    'tables',
    'queue',
    'runs',
    'runtime',
    'sandbox', // to try an embedding model
  ],
  'apps/worker-features': [
    'contracts',
    'archive',
    'audio',
    'features',
    'corpus',
    'evaluation',
    'indexing',
    'outbound',
    'results',
    'storage',
    'queue',
    'runs',
    'runtime',
    'sandbox',
  ],
  'apps/worker-gpu': [
    'contracts',
    'corpus',
    'evaluation',
    'features',
    'learning',
    'model',
    'storage',
    'tables',
    'queue',
    'runs',
    'runtime',
  ],
  'apps/lab': [
    'contracts',
    'audio',
    'features',
    'corpus',
    'evaluation',
    'learning',
    'model',
    'random',
    'report',
    'tables',
    'terminal',
  ],
  'apps/local': ['contracts', 'client', 'archive', 'runtime', 'synthetic', 'terminal'],
  'apps/web': ['contracts', 'contracts/run-states', 'client'], // of contracts only types: its schemas would come along
  'apps/cli': [
    'contracts',
    'access',
    'client',
    'queue',
    'results',
    'runtime',
    'storage',
    'tables',
    'terminal',
  ],
  'libs/contracts': [],
  'libs/client': ['contracts', 'contracts/run-states'],
  'libs/access': ['contracts', 'storage'],
  // The life of a run spans store and queue, and neither of them may know the other.
  'libs/runs': ['contracts', 'evaluation', 'outbound', 'random', 'storage', 'queue', 'runtime'],
  'libs/learning': ['contracts', 'corpus', 'evaluation', 'model', 'runtime'],
  'libs/model': ['contracts', 'evaluation', 'features', 'kernels/tensor', 'random'],
  'libs/evaluation': ['contracts', 'random'],
  'libs/report': ['contracts', 'evaluation'],
  'libs/features': ['contracts', 'audio', 'kernels'],
  'libs/audio': ['contracts', 'kernels', 'random'],
  'libs/kernels': ['contracts'],
  'libs/archive': ['contracts', 'kernels'],
  'libs/corpus': ['contracts', 'random', 'tables'],
  'libs/tables': ['contracts'],
  'libs/random': [],
  'libs/synthetic': ['audio', 'random'],
  'libs/terminal': [],
  'libs/indexing': ['contracts', 'archive', 'audio', 'outbound', 'storage', 'tables'],
  'libs/outbound': ['contracts', 'queue', 'storage'],
  'libs/results': ['contracts'],
  'libs/sandbox': ['contracts', 'features', 'features/embedding', 'runtime', 'storage'],
  'libs/storage': ['contracts', 'runtime'],
  'libs/queue': ['contracts', 'runtime'],
  'libs/runtime': ['contracts'],
};

/** @param {string} lib */
const entryOf = (lib) => {
  const [name, ...folders] = lib.split('/');
  return `^libs/${[name, 'src', ...folders].join('/')}/index\\.ts$`;
};

const rules = Object.entries(MAP).map(([from, libs]) => ({
  name: `map-${from.replace('/', '-')}`,
  comment: `${from} imports only: ${libs.join(', ') || 'no lib'}`,
  severity: 'error',
  from: { path: `^${from}/` },
  to: { path: '^(apps|libs)/', pathNot: [`^${from}/`, ...libs.map(entryOf)] },
}));

const PURE =
  '^libs/(contracts|archive|audio|features|kernels|corpus|evaluation|learning|model|random|report|results|tables)/';
const SPEC = '\\.(spec|contract)\\.ts$';

/** @param {string} name @param {string} module @param {string[]} allowed */
const only = (name, module, allowed) => ({
  name,
  severity: 'error',
  from: { path: '^(apps|libs)/', pathNot: [...allowed, SPEC] },
  to: { path: module },
});

module.exports = {
  forbidden: [
    ...rules,
    {
      name: 'page-in-web',
      comment: 'what runs in a browser is not for the other apps, and nothing of Node is for the page',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^apps/web/', SPEC] },
      to: { path: 'node_modules/(preact|@preact|uplot|vite)/' },
    },
    {
      name: 'types-of-contracts-in-web',
      severity: 'error',
      from: { path: '^(apps/web|libs/client)/src/' },
      to: {
        path: '^libs/contracts/',
        pathNot: '^libs/contracts/src/run-states/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '@tensorflow/tfjs-node' },
    },
    {
      name: 'tensors-behind-their-entry',
      comment: 'the kernels of audio, archives and features load without those of tensors',
      severity: 'error',
      from: { path: '^libs/(archive|audio|features)/src/index\\.ts$' },
      to: { path: '^libs/kernels/src/tensor/', reachable: true },
    },
    only('aws-in-storage', 'node_modules/@aws-sdk', ['^libs/storage/']),
    only('tensorflow-in-model', 'node_modules/@tensorflow', ['^libs/model/', '^apps/worker-gpu/']),
    only('bullmq-in-queue', 'node_modules/bullmq', ['^libs/queue/']),
    only('opentelemetry-in-runtime', 'node_modules/@opentelemetry', ['^libs/runtime/src/tracing/otel\\.ts$']),
    {
      name: 'pure-libs',
      severity: 'error',
      from: { path: PURE, pathNot: SPEC },
      to: { path: 'node_modules/(@nestjs|ioredis|fastify|pino)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['serenade-source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
