/**
 * Fails the test run at a leak of listeners. A loop that adds a listener at each turn leaks. Node only warns at the
 * eleventh listener.
 */
process.on('warning', (warning) => {
  if (warning.name === 'MaxListenersExceededWarning') throw new Error(warning.message); // the warning object contains the whole emitter
});
