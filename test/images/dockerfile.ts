/** One instruction of a Dockerfile, with its continuation lines joined. */
export interface Instruction {
  readonly verb: string;
  readonly text: string;
}

export interface Stage {
  /** The name after `AS`; null for a stage without one. */
  readonly name: string | null;
  readonly instructions: readonly Instruction[];
}

export interface Dockerfile {
  readonly stages: readonly Stage[];
  /** Default values of the build arguments. */
  readonly buildArgs: Readonly<Record<string, string>>;
}

/** Parses the parts of the format that our Dockerfiles use: comments, continuation lines and named stages. */
export function readDockerfile(text: string): Dockerfile {
  const stages: { name: string | null; instructions: Instruction[] }[] = [];
  const buildArgs: Record<string, string> = {};
  for (const { verb, text: rest } of instructionsOf(text)) {
    const stage = stages.at(-1);
    if (verb === 'FROM') stages.push({ name: / AS (\S+)$/.exec(rest)?.[1] ?? null, instructions: [] });
    else if (stage !== undefined) stage.instructions.push({ verb, text: rest });
    else Object.assign(buildArgs, assignments(rest));
  }
  return { stages, buildArgs };
}

/** Returns the `NAME=value` pairs of an ARG or ENV instruction. Values must not contain spaces. */
export function assignments(text: string): Record<string, string> {
  const pairs = text.matchAll(/(\S+?)=(\S*)/g);
  return Object.fromEntries(Array.from(pairs, ([, name = '', value = '']) => [name, value] as const));
}

function instructionsOf(text: string): Instruction[] {
  const lines = text.split('\n').filter((line) => !line.trimStart().startsWith('#'));
  const joined = lines
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  return joined.flatMap((line) => {
    const [, verb, rest] = /^(\S+)\s+(.*)$/.exec(line.trim()) ?? [];
    return verb === undefined || rest === undefined ? [] : [{ verb, text: rest }];
  });
}
