export type Target = { readonly atLeast: number } | { readonly atMost: number };

/** One comparison, as `bench/results.json` holds it. */
export type Row = {
  readonly name: string;
  /** Of both medians. */
  readonly unit: string;
  readonly ours: number | null;
  readonly reference: number | null;
  readonly ratio: number | null;
  /** What the ratio is to be: `≥ 30` or `≤ 0.6`. */
  readonly target: string;
  readonly met: boolean | null;
  /** Why it was not measured. */
  readonly skipped?: string;
};

export type Comparison = {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly reference: number;
  /** `speedup` of times: how often ours goes into the reference. `share`: ours as a part of the reference. */
  readonly ratio: 'speedup' | 'share';
  readonly target: Target;
};

/** The row of a comparison that was measured. */
export function judge({ name, unit, ours, reference, ratio: kind, target }: Comparison): Row {
  const ratio = kind === 'speedup' ? reference / ours : ours / reference;
  const met = 'atLeast' in target ? ratio >= target.atLeast : ratio <= target.atMost;
  return { name, unit, ours, reference, ratio, target: targetText(target), met };
}

/** The row of a comparison whose reference is not on this machine. */
export function skip(name: string, unit: string, target: Target, why: string): Row {
  const nothing = { ours: null, reference: null, ratio: null, met: null };
  return { name, unit, ...nothing, target: targetText(target), skipped: why };
}

function targetText(target: Target): string {
  return 'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`;
}
