import { describe, expect, it } from 'vitest';
import { assignments, readDockerfile } from './dockerfile.js';

const TEXT = `# syntax
ARG DEVICE=cpu

FROM node AS dependencies
ARG DEVICE
COPY package.json .npmrc ./
# why
RUN npm ci --omit=dev \\
 && if [ "$DEVICE" = cuda ]; then ls a; \\
    # a comment within
    else rm -rf b; fi
FROM runtime-\${DEVICE}
ENV PORT=3000 HOST=0.0.0.0
CMD ["node", "main.js"]
`;

describe('readDockerfile', () => {
  it('separates stages and joins continuation lines', () => {
    const { stages, buildArgs } = readDockerfile(TEXT);
    expect(buildArgs).toEqual({ DEVICE: 'cpu' });
    expect(stages.map(({ name }) => name)).toEqual(['dependencies', null]);
    expect(stages[0]!.instructions).toEqual([
      { verb: 'ARG', text: 'DEVICE' },
      { verb: 'COPY', text: 'package.json .npmrc ./' },
      { verb: 'RUN', text: 'npm ci --omit=dev && if [ "$DEVICE" = cuda ]; then ls a; else rm -rf b; fi' },
    ]);
    expect(stages[1]!.instructions.at(-1)).toEqual({ verb: 'CMD', text: '["node", "main.js"]' });
  });

  it('reads the assignments of an instruction', () => {
    expect(assignments('PORT=3000 HOST=0.0.0.0')).toEqual({ PORT: '3000', HOST: '0.0.0.0' });
  });
});
