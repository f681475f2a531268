export { configure, melPowers } from './mel';
export { meanDecibels } from './log';
export { multiplyRows } from './dct';
