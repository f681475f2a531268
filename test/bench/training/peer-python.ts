import { spawnSync } from 'node:child_process';

/** A Python that has PyTorch. */
export interface PeerPython {
  readonly python: string;
  readonly torch: string;
  /** For which processor OpenBLAS has its kernels, which decides how fast its products are; null where it does not say. */
  readonly blas_core: string | null;
}

/** Those of the commands that run PyTorch, each installation of it once. */
export function pythonsWithTorch(commands: readonly string[]): PeerPython[] {
  const found = new Map<string, PeerPython>();
  for (const python of commands) {
    const { status, stdout, stderr } = spawnSync(
      python,
      ['-c', 'import torch; print(torch.__file__, torch.__version__)'],
      { encoding: 'utf8', env: { ...process.env, OPENBLAS_VERBOSE: '2' } },
    );
    if (status !== 0) continue;
    const [file = '', torch = ''] = stdout.trim().split('\n').at(-1)?.split(' ') ?? [];
    if (found.has(file)) continue;
    found.set(file, { python, torch, blas_core: /Core: (\S+)/.exec(stdout + stderr)?.[1] ?? null });
  }
  return [...found.values()];
}
