import { readFileSync } from 'node:fs';

/** What is used of the WebAssembly API; its types belong to TypeScript's browser library. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports?: object) => { readonly exports: unknown };
  validate(bytes: Uint8Array): boolean;
};

/** The memory of an instance. Growing it replaces `buffer`, and views of the old one turn empty. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** `tensor-relaxed` is `tensor` with fused multiply-add, for runtimes that know relaxed SIMD. */
export type KernelName = 'crc32' | 'mfcc' | 'resample' | 'tensor' | 'tensor-relaxed';

/** `build:kernels` writes below `dist/`, wherever this file runs from: as TypeScript or as JavaScript in `dist/` itself. */
const FOLDER = import.meta.url.endsWith('.ts') ? '../../../dist/kernels/' : '../../../kernels/';

const modules = new Map<KernelName, object>();

/**
 * A new instance of a kernel with a memory of its own, or with the one given; the module is compiled once a thread.
 *
 * @throws Error when the kernels are not built
 */
export function instantiate(name: KernelName, memory?: KernelMemory): unknown {
  const module = modules.get(name) ?? new WebAssembly.Module(readKernel(name));
  modules.set(name, module);
  return new WebAssembly.Instance(module, memory && { env: { memory } }).exports;
}

/** Whether this runtime takes the kernel: only one with relaxed SIMD takes `tensor-relaxed`. */
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
