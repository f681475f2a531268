import { readFileSync } from 'node:fs';

/** The part of the WebAssembly API in use; its types are in TypeScript's browser library. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports?: object) => { readonly exports: unknown };
  validate(bytes: Uint8Array): boolean;
};

/** The memory of an instance. Growing it replaces `buffer`, and views of the old one become empty. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** `tensor-relaxed` is `tensor` with fused multiply-add, for runtimes that support relaxed SIMD. */
export type KernelName = 'crc32' | 'mfcc' | 'resample' | 'tensor' | 'tensor-relaxed';

/** `build:kernels` writes to `dist/`. This file runs as TypeScript, or as JavaScript within `dist/`. */
const FOLDER = import.meta.url.endsWith('.ts') ? '../../../dist/kernels/' : '../../../kernels/';

const modules = new Map<KernelName, object>();

/**
 * Creates an instance of a kernel with its own memory, or with the given one. Each thread compiles the module once.
 *
 * @throws Error when the kernels are not built
 */
export function instantiate(name: KernelName, memory?: KernelMemory): unknown {
  const module = modules.get(name) ?? new WebAssembly.Module(readKernel(name));
  modules.set(name, module);
  return new WebAssembly.Instance(module, memory && { env: { memory } }).exports;
}

/** Returns true if this runtime supports the kernel: `tensor-relaxed` requires relaxed SIMD. */
export function isSupported(name: KernelName): boolean {
  return modules.has(name) || WebAssembly.validate(readKernel(name));
}

function readKernel(name: KernelName): Uint8Array {
  const file = new URL(`${FOLDER}${name}.wasm`, import.meta.url);
  try {
    return readFileSync(file);
  } catch (error) {
    const text = `The kernel ${file.pathname} cannot be read; run \`npm run build:kernels\` to make it.`;
    throw new Error(text, { cause: error });
  }
}
