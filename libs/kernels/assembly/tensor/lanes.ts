// Four values at a time, or one at the end of a row whose length is no multiple of four: then the other lanes are 0.

export function loadLanes(at: usize, isFour: bool): v128 {
  return isFour ? v128.load(at) : v128.load32_zero(at);
}

export function storeLanes(at: usize, value: v128, isFour: bool): void {
  if (isFour) v128.store(at, value);
  else v128.store32_lane(at, value, 0);
}
