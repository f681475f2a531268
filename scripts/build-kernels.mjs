// Compiles the AssemblyScript kernels into dist/kernels. The tensor kernels are built twice: with fused multiply-add for
// runtimes that support relaxed SIMD, and without. They share the memory of the tensors.
// AssemblyScript needs no installed compiler and emits the same SIMD instructions as clang.
import asc from 'assemblyscript/asc';

// Functions that exchange vectors (112) stay within a module.
const CONFIG = ['--config', 'libs/kernels/asconfig.json', '--disableWarning', '112'];
const OWN_MEMORY = ['--initialMemory', '8', '--maximumMemory', '4096'];
const KERNELS = [
  { source: 'crc32', output: 'crc32', options: ['--initialMemory', '1'] },
  { source: 'mfcc', output: 'mfcc', options: OWN_MEMORY },
  { source: 'resample', output: 'resample', options: OWN_MEMORY },
  { source: 'tensor', output: 'tensor', options: ['--importMemory'] },
  { source: 'tensor', output: 'tensor-relaxed', options: ['--importMemory', '--enable', 'relaxed-simd'] },
];

for (const { source, output, options } of KERNELS) {
  const files = [`libs/kernels/assembly/${source}.ts`, '-o', `dist/kernels/${output}.wasm`];
  const { error, stderr } = await asc.main([...files, ...CONFIG, ...options]);
  if (error === null) continue;
  console.error(`${stderr.toString()}${error.message}`);
  process.exit(1);
}
