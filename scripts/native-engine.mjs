// Builds the binding of @tensorflow/tfjs-node against the libtensorflow of the Python wheel tensorflow-cpu, for machines
// that reach npm and PyPI but not the host of TensorFlow's C library. It requires python3 with pip, g++ and Node's headers.
//
//   node scripts/native-engine.mjs        # afterwards ENGINE=tfjs-node works; about 620 MB in node_modules
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const BINDING = '@tensorflow/tfjs-node@4.22.0';
/** Its C interface equals that of 2.9.1, which the binding requires; wheels before 2.12 contain no libtensorflow_cc. */
const WHEEL = 'tensorflow-cpu==2.15.1';
const UNPACK = `
import glob, sys, zipfile
wheel = zipfile.ZipFile(glob.glob(sys.argv[1] + '/*.whl')[0])
wanted = ('/tensorflow/c/', '/tsl/', '/core/platform/')
names = [n for n in wheel.namelist() if 'libtensorflow' in n or ('/include/' in n and any(w in n for w in wanted))]
wheel.extractall(sys.argv[1], names)
`;

const target = join('node_modules', '@tensorflow', 'tfjs-node');
const work = mkdtempSync(join(tmpdir(), 'native-engine-'));
const run = (program, args, cwd = work) =>
  execFileSync(program, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });

try {
  const headers = join(dirname(dirname(process.execPath)), 'include', 'node');
  if (!existsSync(join(headers, 'node_api.h')))
    throw new Error(`Node's headers are missing in ${headers}. Install them there.`);
  console.log(`Fetching ${BINDING} and ${WHEEL} (about 210 MB)`);
  run('npm', ['pack', '--silent', BINDING]);
  const [archive] = readdirSync(work).filter((name) => name.endsWith('.tgz'));
  run('tar', ['-xzf', archive]);
  const wheel = ['--no-deps', '--only-binary=:all:', '--python-version', '3.11', '--platform'];
  run('python3', ['-m', 'pip', 'download', '-q', ...wheel, 'manylinux2014_x86_64', WHEEL, '-d', work]);
  run('python3', ['-c', UNPACK, work]);

  const root = join(work, 'package');
  const libraries = join(root, 'deps', 'lib');
  mkdirSync(libraries, { recursive: true });
  for (const [file, name] of [
    ['libtensorflow_cc.so.2', 'libtensorflow.so'],
    ['libtensorflow_framework.so.2', 'libtensorflow_framework.so'],
  ]) {
    cpSync(join(work, 'tensorflow', file), join(libraries, file));
    symlinkSync(file, join(libraries, name));
  }
  console.log('Compiling the binding');
  const output = join(root, 'lib', 'napi-v8');
  mkdirSync(output, { recursive: true });
  run(
    'g++',
    [
      ...['-std=c++17', '-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8', `-I${headers}`, '-I..', '-I.'],
      `-I${join(work, 'tensorflow', 'include')}`,
      ...['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc', '-o', join(output, 'tfjs_binding.node')],
      ...[`-L${libraries}`, '-ltensorflow', '-ltensorflow_framework', '-Wl,-rpath,$ORIGIN/../../deps/lib'],
    ],
    root,
  );
  run('npm', ['install', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--silent'], root);
  // Use the project's copies of TensorFlow.js: a second copy would register everything twice.
  rmSync(join(root, 'node_modules', '@tensorflow'), { recursive: true, force: true });
  rmSync(target, { recursive: true, force: true });
  cpSync(root, target, { recursive: true, verbatimSymlinks: true });
  run(
    process.execPath,
    ['-e', `console.log(require(${JSON.stringify(BINDING.replace(/@[^@]*$/, ''))}).version)`],
    process.cwd(),
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
