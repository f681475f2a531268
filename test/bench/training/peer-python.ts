import { spawnSync } from 'node:child_process';

/** A Python with PyTorch. */
export interface PeerPython {
  readonly python: string;
  readonly torch: string;
  /**
   * The processor for which OpenBLAS has selected its kernels, which decides its speed. Null if it does not report one.
   */
  readonly blas_core: string | null;
}

/** Finds the commands that run PyTorch. Each installation is listed once. */
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
