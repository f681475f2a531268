/* global AudioWorkletProcessor, registerProcessor */

/** Hands what the microphone gives to the page, block by block: mono samples in [-1, 1]. */
class Microphone extends AudioWorkletProcessor {
  process([input]) {
    const [channel] = input;
    if (channel !== undefined) this.port.postMessage(channel.slice());
    return true;
  }
}
registerProcessor('microphone', Microphone);
