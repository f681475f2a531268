// @ts-check
import { runLocal } from './run-local.mjs';

await runLocal('local/src/demo');
