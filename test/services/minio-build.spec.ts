import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ROOT } from '../../apps/local/src/places.js';

const SOURCES = ['test/services/minio-build', 'test/services/binaries', 'apps/local/src/places'];
/** A shell script that replaces Go. It logs its arguments and creates a program, as `go install` does. */
const GO = '#!/bin/sh\necho "$@" > "$GOBIN/../arguments"\necho program > "$GOBIN/minio"\n';

let folder = '';
beforeEach(async () => {
  await mkdir(join(ROOT, '.serenade'), { recursive: true });
  folder = await mkdtemp(join(ROOT, '.serenade/compiled-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

describe('buildMinio', () => {
  it('builds the pinned version from compiled code, as the benchmarks do', async () => {
    for (const source of SOURCES) {
      const text = await readFile(join(ROOT, `${source}.ts`), 'utf8');
      const compilerOptions = { module: ModuleKind.ESNext, target: ScriptTarget.ES2023 };
      const file = join(folder, `${source}.js`);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, transpileModule(text, { compilerOptions }).outputText);
    }
    await writeFile(join(folder, 'go'), GO);
    await chmod(join(folder, 'go'), 0o755);
    vi.stubEnv('PATH', `${folder}:${process.env['PATH'] ?? ''}`);

    const module = pathToFileURL(join(folder, 'test/services/minio-build.js')).href;
    const { buildMinio } = (await import(module)) as typeof import('./minio-build.js');
    const target = join(folder, 'cache/minio');
    expect(await buildMinio(target)).toEqual({ file: target });
    const version = await readFile(join(ROOT, 'docker/local-images/minio.version'), 'utf8');
    expect(await readFile(join(folder, 'cache/arguments'), 'utf8')).toContain(
      `github.com/minio/minio@${version}`,
    );
  });
});
