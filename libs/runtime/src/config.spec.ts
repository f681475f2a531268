import { describe, expect, it } from 'vitest';
import {
  ConfigError,
  apiEnvironment,
  featuresEnvironment,
  gpuEnvironment,
  readEnvironment,
  storeSettings,
} from './config.js';

function faultsOf(source: NodeJS.ProcessEnv): string[] {
  try {
    readEnvironment(apiEnvironment, source);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n').slice(1);
    throw error;
  }
  return [];
}

describe('readEnvironment', () => {
  it.each([
    ['api', apiEnvironment],
    ['features', featuresEnvironment],
    ['gpu', gpuEnvironment],
  ])('needs no variable for the %s process', (_, schema) => {
    expect(readEnvironment(schema, {})).toMatchObject({ STORE: 'file', LOG_LEVEL: 'info' });
  });

  it('treats an empty variable as unset', () => {
    expect(readEnvironment(apiEnvironment, { PORT: ' ', S3_ENDPOINT: '' })).toMatchObject({ PORT: 3000 });
  });

  it('reports one sentence for each invalid variable', () => {
    const faults = faultsOf({ PORT: 'many', LOG_LEVEL: 'loud', STORE: 'tape', QUEUE_PREFIX: 'a b' });
    expect(faults.map((fault) => fault.trim().split(':')[0]).sort()).toEqual([
      'LOG_LEVEL',
      'PORT',
      'QUEUE_PREFIX',
      'STORE',
    ]);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '1.5'],
    ['MAX_ARCHIVE_BYTES', '0'],
    ['REDIS_URL', 'http://127.0.0.1'],
    ['REDIS_URL', 'nowhere'],
    ['S3_FORCE_PATH_STYLE', 'yes'],
    ['S3_ENDPOINT', 'minio'],
  ])('refuses %s=%j', (name, value) => {
    expect(faultsOf({ [name]: value })).toEqual([expect.stringContaining(name)]);
  });

  it('repeats no value, because values may be secrets', () => {
    const secret = 'hunter2-hunter2';
    const faults = faultsOf({ REDIS_URL: `http://:${secret}@host`, STORE: secret, PORT: secret });
    expect(faults).toHaveLength(3);
    expect(faults.join('\n')).not.toContain(secret);
  });
});

describe('storeSettings', () => {
  const s3 = { STORE: 's3', S3_ENDPOINT: 'http://127.0.0.1:9000' };

  it.each([{}, { S3_ACCESS_KEY_ID: 'id' }, { S3_SECRET_ACCESS_KEY: 'secret' }])(
    'rejects S3 with only the credentials %j and names the missing ones',
    (credentials) => {
      const env = readEnvironment(apiEnvironment, { ...s3, ...credentials });
      expect(() => storeSettings(env)).toThrow(/S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY/);
    },
  );

  it('returns S3 settings from the environment', () => {
    const credentials = { S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' };
    expect(storeSettings(readEnvironment(apiEnvironment, { ...s3, ...credentials }))).toEqual({
      kind: 's3',
      endpoint: 'http://127.0.0.1:9000',
      region: 'us-east-1',
      bucket: 'serenade',
      accessKeyId: 'id',
      secretAccessKey: 'secret',
      forcePathStyle: true,
    });
  });

  it('returns the folder of the file store', () => {
    expect(storeSettings(readEnvironment(apiEnvironment, { STORE_DIR: '/data' }))).toEqual({
      kind: 'file',
      dir: '/data',
    });
  });
});
