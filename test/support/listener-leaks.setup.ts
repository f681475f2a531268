/**
 * A listener that is added anew by each turn of a loop is a leak, in a test as anywhere: Node warns at the eleventh, and here
 * that fails the run instead of passing by in its log.
 */
process.on('warning', (warning) => {
  if (warning.name === 'MaxListenersExceededWarning') throw new Error(warning.message); // the warning itself carries the whole emitter
});
