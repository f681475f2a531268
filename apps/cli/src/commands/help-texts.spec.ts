import { Command } from '@commander-js/extra-typings';
import { describe, expect, it } from 'vitest';
import { addCompletion } from './completion.js';
import { addEnsemble } from './ensemble.js';
import { addModels } from './models.js';
import { addResults } from './results.js';
import { addRuns } from './runs.js';
import { addScore } from './score.js';
import { addSteering } from './steer.js';
import { addSweep } from './sweep.js';
import { addTrain } from './train.js';
import { addTry } from './try.js';
import { addUpload } from './upload.js';

const program = new Command('serenade');
for (const add of [
  addCompletion,
  addEnsemble,
  addModels,
  addResults,
  addRuns,
  addScore,
  addSteering,
  addSweep,
  addTrain,
  addTry,
  addUpload,
])
  add(program);

/** Keys of recipes and records that help texts name on purpose. */
const KEYS = /\b(?:learningRate\.peak|windowSeconds|hopSeconds)\b/g;

describe('the help of a command', () => {
  it.each(program.commands.map((command) => [command.name(), command] as const))(
    '%s names no identifier of the code',
    (_name, command) => {
      const texts = [command.description(), ...command.options.map(({ description }) => description)];
      for (const text of texts) expect(text.replaceAll(KEYS, '')).not.toMatch(/\b[a-z]+[A-Z]\w*/);
    },
  );

  it('completion shows an example with a shell that it accepts', () => {
    let help = '';
    const completion = program.commands.find((command) => command.name() === 'completion')!;
    completion.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    expect(help).toContain('source <(serenade completion bash)');
  });
});
