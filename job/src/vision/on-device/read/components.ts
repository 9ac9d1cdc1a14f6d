/** A bar in a picture: its middle, its length along its direction, its height across it, in pixels. */
export type Bar = {
  readonly x: number;
  readonly y: number;
  readonly length: number;
  readonly height: number;
  /** Of its direction from the horizontal, in radians, clockwise as seen. */
  readonly angle: number;
};

export type Component = {
  /** Indices of its cells. */
  readonly cells: readonly number[];
  readonly bar: Bar;
};

export type Field = {
  readonly values: Float32Array;
  readonly width: number;
  readonly height: number;
};

/** Less elongated than this, a blob has no direction. */
const ELONGATED = 2;
/** In radians: text is meant to be level. */
const LEVEL = 0.035;

/** Cells above a threshold that touch each other, corners included. */
export function findComponents({ values, width, height }: Field, threshold: number): Component[] {
  const seen = new Uint8Array(values.length);
  const found: Component[] = [];
  for (let start = 0; start < values.length; start += 1) {
    if (seen[start] || (values[start] ?? 0) < threshold) continue;
    seen[start] = 1;
    const cells = [start];
    for (let next = 0; next < cells.length; next += 1) {
      for (const cell of around(cells[next] ?? 0, width, height)) {
        if (seen[cell] || (values[cell] ?? 0) < threshold) continue;
        seen[cell] = 1;
        cells.push(cell);
      }
    }
    found.push({ cells, bar: barOf(cells, width) });
  }
  return found;
}

function around(cell: number, width: number, height: number): number[] {
  const [column, row] = [cell % width, Math.floor(cell / width)];
  const cells: number[] = [];
  for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y += 1) {
    for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x += 1) {
      if (x !== column || y !== row) cells.push(y * width + x);
    }
  }
  return cells;
}

/** The smallest bar along the main direction of some cells (by their second moments). */
function barOf(cells: readonly number[], width: number): Bar {
  const points = cells.map((cell) => ({ x: cell % width, y: Math.floor(cell / width) }));
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [middleX, middleY] = [mean(({ x }) => x), mean(({ y }) => y)];
  const xx = mean(({ x }) => (x - middleX) ** 2);
  const yy = mean(({ y }) => (y - middleY) ** 2);
  const xy = mean(({ x, y }) => (x - middleX) * (y - middleY));
  const level = along(points, 0);
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const tilted = along(points, angle);
  const isTilted = Math.abs(angle) > LEVEL && tilted.length > ELONGATED * tilted.height;
  return isTilted ? tilted : level;
}

function along(points: readonly { x: number; y: number }[], angle: number): Bar {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of points) {
    const [forward, across] = [x * cos + y * sin, y * cos - x * sin];
    left = Math.min(left, forward);
    right = Math.max(right, forward);
    top = Math.min(top, across);
    bottom = Math.max(bottom, across);
  }
  const [forward, across] = [(left + right) / 2, (top + bottom) / 2];
  return {
    x: forward * cos - across * sin + 0.5,
    y: forward * sin + across * cos + 0.5,
    length: right - left + 1,
    height: bottom - top + 1,
    angle,
  };
}
