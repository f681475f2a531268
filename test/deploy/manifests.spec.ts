import { describe, expect, it } from 'vitest';
import { apiEnvironment, featuresEnvironment, gpuEnvironment, readEnvironment } from '#libs/runtime';
import { faultsOfTypes } from './excess-fields.js';
import { KINDS } from './kinds.js';
import {
  deployment,
  filesOfKustomization,
  readManifests,
  scaledObject,
  service,
  settings,
  type Manifest,
} from './manifests.js';

const manifests = readManifests();
const PROCESSES = {
  api: apiEnvironment,
  'worker-features': featuresEnvironment,
  'worker-gpu': gpuEnvironment,
} as const;

const names = Object.keys(PROCESSES) as (keyof typeof PROCESSES)[];

function find(kind: string, name: string): Manifest {
  const found = manifests.find((manifest) => manifest.kind === kind && manifest.name === name);
  if (found === undefined) throw new Error(`deploy/kubernetes has no ${kind} ${name}`);
  return found;
}

const podOf = (name: string) => deployment.parse(find('Deployment', name).content).spec.template;
const containerOf = (name: string) => podOf(name).spec.containers[0];

/** Returns the environment variables of a container. */
function environmentOf(name: string): Record<string, string> {
  const { envFrom, env } = containerOf(name);
  const shared = envFrom.flatMap((from) => {
    const { data, stringData } = settings.parse(
      'configMapRef' in from
        ? find('ConfigMap', from.configMapRef.name).content
        : find('Secret', from.secretRef.name).content,
    );
    return Object.entries({ ...data, ...stringData });
  });
  return Object.fromEntries([...shared, ...env.map(({ name: key, value }) => [key, value] as const)]);
}

describe('deploy/kubernetes', () => {
  it('lists all its files in the kustomization', () => {
    expect(filesOfKustomization().sort()).toEqual([...new Set(manifests.map(({ file }) => file))].sort());
  });

  it.each(manifests.map((manifest) => [`${manifest.kind} ${manifest.name}`, manifest] as const))(
    'has a valid %s',
    (_, { apiVersion, kind, content }) => {
      const kinds: Readonly<Record<string, new (data: never) => { validate(): void }>> = KINDS;
      const Model = kinds[`${apiVersion} ${kind}`];
      if (Model === undefined) throw new Error(`no schema of ${apiVersion} ${kind}`);
      new Model(content as never).validate();
    },
  );

  it('sets only fields that Kubernetes and KEDA define', () => {
    expect(faultsOfTypes(manifests)).toEqual([]);
    const [misspelt] = manifests.filter(({ kind }) => kind === 'Deployment');
    const content = { ...misspelt!.content, spec: { ...(misspelt!.content['spec'] as object), replica: 2 } };
    expect(faultsOfTypes([{ ...misspelt!, content }])).toEqual([expect.stringContaining('"replica"')]);
  });
});

describe('the environment variables in deploy/kubernetes', () => {
  it.each(names)('have valid values for the settings of %s', (name) => {
    expect(readEnvironment(PROCESSES[name], environmentOf(name))).toMatchObject({
      STORE: 's3',
      S3_FORCE_PATH_STYLE: false,
    });
  });

  it.each(names)('are settings of %s, if only its own container has them', (name) => {
    const known = Object.keys(PROCESSES[name].shape);
    expect(containerOf(name).env.filter(({ name: key }) => !known.includes(key))).toEqual([]);
  });

  it('are settings of at least one process, if all containers share them', () => {
    const known = new Set(Object.values(PROCESSES).flatMap(({ shape }) => Object.keys(shape)));
    const shared = manifests.filter(({ kind }) => kind === 'ConfigMap' || kind === 'Secret');
    const keys = shared.flatMap(({ content }) => {
      const { data, stringData } = settings.parse(content);
      return Object.keys({ ...data, ...stringData });
    });
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !known.has(key))).toEqual([]);
  });
});

describe('the ports and labels in deploy/kubernetes', () => {
  it.each(names)('probe %s at the port on which it listens and at a path that it serves', (name) => {
    const { ports, livenessProbe, readinessProbe } = containerOf(name);
    const env = environmentOf(name);
    const listens =
      name === 'api' ? readEnvironment(apiEnvironment, env).PORT : Number(env['HEALTH_PORT'] ?? NaN);
    expect(ports.map(({ containerPort }) => containerPort)).toEqual([listens]);
    expect(env[name === 'api' ? 'HOST' : 'HEALTH_HOST']).toBe('0.0.0.0');
    const answered = name === 'api' ? ['/health/live', '/health/ready'] : ['/health/live'];
    expect(livenessProbe).toBeDefined();
    for (const { httpGet } of [livenessProbe, readinessProbe].filter((probe) => probe !== undefined)) {
      expect(answered).toContain(httpGet.path);
      expect(ports.map((port) => port.name)).toContain(httpGet.port);
    }
  });

  it('let Prometheus scrape /metrics of the API', () => {
    const { annotations } = podOf('api').metadata;
    expect(annotations).toMatchObject({ 'prometheus.io/path': '/metrics', 'prometheus.io/scrape': 'true' });
    expect(Number(annotations['prometheus.io/port'])).toBe(containerOf('api').ports[0]?.containerPort);
  });

  it('connect the service to the API', () => {
    const { selector, ports } = service.parse(find('Service', 'api').content).spec;
    expect(podOf('api').metadata.labels).toMatchObject(selector);
    expect(containerOf('api').ports.map(({ name }) => name)).toContain(ports[0]?.targetPort);
  });

  it.each(names)('let the Deployment %s select its own pods', (name) => {
    const { selector, template } = deployment.parse(find('Deployment', name).content).spec;
    expect(template.metadata.labels).toMatchObject(selector.matchLabels);
  });

  it('scale only Deployments that exist', () => {
    const scaled = manifests.filter(({ kind }) => kind === 'ScaledObject');
    const targets = scaled.map(({ content }) => scaledObject.parse(content).spec.scaleTargetRef.name);
    expect(targets.sort()).toEqual(['worker-features', 'worker-gpu']);
    for (const target of targets) find('Deployment', target);
  });
});
