// @ts-check
import { runLocal } from './run-local.mjs';

await runLocal('lab/src/domain');
