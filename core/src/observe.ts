import { createLog, type Log } from './log.ts';
import { startTelemetry, type Telemetry, type TelemetrySettings } from './telemetry.ts';

export type Observation = { readonly log: Log; readonly telemetry: Telemetry };

/** The log and the telemetry of a process: a line goes to standard output and into the telemetry. */
export async function observe(settings: TelemetrySettings, service: string): Promise<Observation> {
  const print = (line: string) => process.stdout.write(line);
  const telemetry = await startTelemetry(settings, service, createLog(print));
  const log = createLog((line) => {
    print(line);
    telemetry.trace(line);
  });
  return { log, telemetry };
}
