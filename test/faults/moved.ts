/** A connection string of a service on this machine, as it is reached at another port. */
export function moved(connectionString: string, port: number): string {
  return connectionString.replace(/(127\.0\.0\.1:)\d+/, `$1${port}`);
}
