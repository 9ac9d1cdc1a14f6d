import type { Bill } from './bill.ts';

export type Column = { readonly images: number; readonly bill: Bill };

/** Bills side by side, a service a line; lines that cost nothing anywhere are left out. */
export function costTable(columns: readonly Column[], currency: string): string {
  const services = columns[0]?.bill.lines.map(({ service }) => service) ?? [];
  const amounts = (service: string) =>
    columns.map(({ bill }) => bill.lines.find((line) => line.service === service)?.amount ?? 0);
  const rows = services
    .filter((service) => amounts(service).some((amount) => amount > 0))
    .map((service) => [service, ...amounts(service).map(money)]);
  const perThousand = columns.map(({ images, bill }) =>
    images === 0 ? '-' : money((bill.total / images) * 1000),
  );
  const share = columns.map(({ bill }) =>
    bill.total === 0 ? '-' : `${((bill.vision / bill.total) * 100).toFixed(1)} %`,
  );
  const head = [`${currency} a month`, ...columns.map(({ images }) => count(images))];
  const sums = [
    ['Total', ...columns.map(({ bill }) => money(bill.total))],
    ['per 1,000 images', ...perThousand],
    ['vision, of the total', ...share],
  ];
  return aligned([head, ...rows, ...sums]);
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  '),
  );
  return `${lines.join('\n')}\n`;
}

function money(amount: number): string {
  return amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function count(images: number): string {
  return images === 0 ? 'idle' : images.toLocaleString('en-US');
}
