/** Linear values in [-1, 1) of the 256 codes of A-law (ITU-T G.711 table 1a), which have 13 bits. */
export const A_LAW = Float64Array.from({ length: 256 }, (_, code) => aLaw(code) / 32768);

/** Linear values in [-1, 1) of the 256 codes of mu-law (ITU-T G.711 table 2a), which have 14 bits. */
export const MU_LAW = Float64Array.from({ length: 256 }, (_, code) => muLaw(code) / 32768);

function aLaw(code: number): number {
  // Every other bit is sent inverted.
  const plain = code ^ 0x55;
  const exponent = (plain >> 4) & 7;
  const base = ((plain & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? base : (base + 0x100) << (exponent - 1);
  return plain & 0x80 ? magnitude : -magnitude;
}

function muLaw(code: number): number {
  // All bits are sent inverted; 132 is the bias of the encoder.
  const plain = ~code & 0xff;
  const magnitude = ((((plain & 0x0f) << 3) + 132) << ((plain >> 4) & 7)) - 132;
  return plain & 0x80 ? -magnitude : magnitude;
}
