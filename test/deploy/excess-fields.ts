import ts from 'typescript';
import type { Manifest } from './manifests.js';

const FILE = new URL('manifests.generated.ts', import.meta.url).pathname;

/**
 * Finds fields that the TypeScript types of Kubernetes and KEDA do not have, and values of a wrong type. The JSON schemas
 * accept unknown fields, so they would accept a misspelled `readinesProbe`. The TypeScript compiler rejects unknown fields
 * in a literal, so this function compiles the manifests as literals.
 *
 * @returns the compiler's messages; empty if there are none
 */
export function faultsOfTypes(manifests: readonly Manifest[]): string[] {
  const statements = manifests.map(({ apiVersion, kind, content }) => {
    const { apiVersion: _version, kind: _kind, ...fields } = content; // the class itself says these two
    return `new KINDS['${apiVersion} ${kind}'](${JSON.stringify(fields)});`;
  });
  const text = ["import { KINDS } from './kinds.js';", ...statements].join('\n');
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
