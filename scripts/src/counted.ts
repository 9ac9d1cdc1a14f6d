/** `1 image`, `2 images`, `10,000 images`; `plural` where an s does not make one. */
export function counted(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? noun : plural}`;
}
