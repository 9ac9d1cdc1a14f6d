/** The value below which the given part of the values lies. */
export function percentile(sorted: Float32Array, part: number): number {
  return sorted[Math.round(part * (sorted.length - 1))] ?? 0;
}

export function mean(values: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] ?? 0;
  return values.length === 0 ? 0 : sum / values.length;
}

/** Share of the values that are greater than this. */
export function shareAbove(values: Float32Array, limit: number): number {
  let count = 0;
  for (let index = 0; index < values.length; index++) if ((values[index] ?? 0) > limit) count += 1;
  return values.length === 0 ? 0 : count / values.length;
}

/** Share of the values that are less than this. */
export function shareBelow(values: Float32Array, limit: number): number {
  let count = 0;
  for (let index = 0; index < values.length; index++) if ((values[index] ?? 0) < limit) count += 1;
  return values.length === 0 ? 0 : count / values.length;
}
