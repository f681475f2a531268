import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ROOT } from '../../apps/local/src/places.js';
import { findOnPath } from './binaries.js';

/** The path starts at the checkout's root, because this module also runs compiled, in `dist`. */
const VERSION_FILE = join(ROOT, 'docker/local-images/minio.version');

/** Builds MinIO with Go, once per machine. It takes three to ten minutes on two cores and 110 MB. */
export async function buildMinio(target: string): Promise<{ file: string } | { reason: string }> {
  const go = await findOnPath('go');
  if (go === null) return { reason: 'neither minio nor a Go compiler to build it is on PATH' };
  const version = (await readFile(VERSION_FILE, 'utf8')).trim();
  console.log(`building MinIO ${version} with Go into ${target} (some minutes, once)`);
  await mkdir(dirname(target), { recursive: true });
  const folder = await mkdtemp(`${target}.`);
  try {
    const build = spawn(
      go,
      ['install', '-trimpath', '-ldflags', '-s -w', `github.com/minio/minio@${version}`],
      {
        // Without CGO the binary is static, so it also runs in an image.
        env: { ...process.env, CGO_ENABLED: '0', GOBIN: folder },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let log = '';
    build.stderr.on('data', (text: Buffer) => (log = (log + text.toString()).slice(-300)));
    const [code] = (await once(build, 'close')) as [number | null];
    if (code !== 0) return { reason: `go install of MinIO failed: ${log.trim().replaceAll('\n', ' | ')}` };
    // The rename happens when the file is complete, so another run never starts a partial binary.
    await rename(join(folder, 'minio'), target);
    return { file: target };
  } catch (error) {
    return { reason: `go install of MinIO failed: ${String(error)}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
