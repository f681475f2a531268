// Loads and stores four values, or one value at the end of a row. The other lanes of a single value are 0.

export function loadLanes(at: usize, isFour: bool): v128 {
  return isFour ? v128.load(at) : v128.load32_zero(at);
}

export function storeLanes(at: usize, value: v128, isFour: bool): void {
  if (isFour) v128.store(at, value);
  else v128.store32_lane(at, value, 0);
}
