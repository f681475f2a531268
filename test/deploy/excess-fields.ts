import ts from 'typescript';
import type { Manifest } from './manifests.js';

/** Where the types of a kind come from. */
export const MODULES: Readonly<Record<string, string>> = {
  'v1 Namespace': 'kubernetes-models/v1/Namespace',
  'v1 Service': 'kubernetes-models/v1/Service',
  'v1 ConfigMap': 'kubernetes-models/v1/ConfigMap',
  'v1 Secret': 'kubernetes-models/v1/Secret',
  'apps/v1 Deployment': 'kubernetes-models/apps/v1/Deployment',
  'policy/v1 PodDisruptionBudget': 'kubernetes-models/policy/v1/PodDisruptionBudget',
  'keda.sh/v1alpha1 ScaledObject': '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject',
};

const FILE = new URL('manifests.generated.ts', import.meta.url).pathname;

/**
 * Fields that the types of Kubernetes and KEDA do not know, and values of a wrong type. The JSON schemas let every field
 * pass that they do not know, so that a misspelt `readinesProbe` would be valid; the compiler does not, of a literal.
 * @returns the compiler's messages; empty when all is well
 */
export function faultsOfTypes(manifests: readonly Manifest[]): string[] {
  const text = manifests
    .map(({ apiVersion, kind, content }, at) => {
      const module = MODULES[`${apiVersion} ${kind}`];
      return `const m${at}: import('${module}').I${kind} = ${JSON.stringify(content)};`;
    })
    .join('\n');
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const fromDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version, ...rest) =>
    name === FILE ? ts.createSourceFile(name, text, version) : fromDisk(name, version, ...rest);
  const program = ts.createProgram([FILE], options, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(FILE))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}
