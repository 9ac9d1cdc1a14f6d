import type { RequestOptions } from 'node:http';
import { createRequire } from 'node:module';
import { createCredential } from './credential.ts';
import { withDeadline } from './deadline.ts';
import type { Log } from './log.ts';
import { formatTraceparent, nextTraceparent, parseTraceparent } from './traceparent.ts';

/** An unreachable endpoint keeps a flush for 6 s (measured); an execution is not billed for that. */
const FLUSH_DEADLINE_MS = 3_000;

/**
 * Where the package calls for itself: its settings, 5 to 15 s after its start, and the machine's
 * metadata. It would tell of these calls as ours, with an exception where no network lets them out (measured).
 */
const CALLS_OF_ITS_OWN = /\.sdk\.monitor\.azure\.com$|^169\.254\.169\.254$/;

const HTTP = {
  enabled: true,
  ignoreOutgoingRequestHook: ({ hostname, host }: RequestOptions) =>
    CALLS_OF_ITS_OWN.test(hostname ?? host ?? ''),
};

export type Telemetry = {
  /** The traceparent of the request under way; `incoming` is its header, for where nobody traces. */
  traceparent(incoming?: string): string;
  /** Runs `work` as a span that consumes a message, under the trace that `parent` names. */
  process<T>(
    name: string,
    parent: string | undefined,
    attributes: Readonly<Record<string, string | number>>,
    work: () => Promise<T>,
  ): Promise<T>;
  /** Counts a fact of the business, such as a finished image. */
  event(name: string, properties: Readonly<Record<string, string>>): void;
  /** Sends one line of the log. */
  trace(line: string): void;
  /** Sends what is still here, within a deadline. */
  close(): Promise<void>;
};

/** Where telemetry goes, and as whom: the connection string alone opens nothing where only identities may. */
export type TelemetrySettings = {
  readonly APPLICATIONINSIGHTS_CONNECTION_STRING?: string | undefined;
  readonly AZURE_CLIENT_ID?: string | undefined;
};

/**
 * Telemetry to Application Insights under the name `service`, or none at all without a connection
 * string: the package is not even loaded then (475 ms, 112 MB). Start it before any HTTP request.
 */
export async function startTelemetry(
  settings: TelemetrySettings,
  service: string,
  log: Log,
): Promise<Telemetry> {
  const { APPLICATIONINSIGHTS_CONNECTION_STRING: connectionString, AZURE_CLIENT_ID } = settings;
  if (connectionString === undefined) return silentTelemetry;
  // With the package's default sampler a short process sends no span at all (measured, 3.17).
  process.env.OTEL_TRACES_SAMPLER ||= 'always_on';
  process.env.OTEL_SERVICE_NAME ||= service;
  const { default: insights } = await import('applicationinsights');
  const { context, trace, SpanKind, SpanStatusCode } = await import('@opentelemetry/api');
  const client = new insights.TelemetryClient(connectionString);
  const identity = AZURE_CLIENT_ID ? { credential: await createCredential(AZURE_CLIENT_ID) } : {};
  client.config.azureMonitorOpenTelemetryOptions = {
    azureMonitorExporterOptions: { connectionString, disableOfflineStorage: true, ...identity },
    enableLiveMetrics: false,
    enablePerformanceCounters: false,
    // Each call of the Azure SDK is an HTTP call already told of, and its own spans make an
    // exception of every 404, the rule where it is asked whether a record is there (measured).
    instrumentationOptions: { http: HTTP, azureSdk: { enabled: false } },
  };
  client.initialize();
  // Modules are patched when they are required, and imports do not count (measured).
  for (const name of ['node:http', 'node:https']) createRequire(import.meta.url)(name);
  const tracer = trace.getTracer('blobscribe');
  return {
    traceparent: (incoming) => {
      const active = trace.getActiveSpan()?.spanContext();
      return active ? formatTraceparent(active) : nextTraceparent(incoming);
    },
    process: (name, parent, attributes, work) => {
      const remote = parseTraceparent(parent);
      const parentContext = remote
        ? trace.setSpanContext(context.active(), { ...remote, isRemote: true })
        : context.active();
      // The exporter names no request but a server's, unless this says how (exporter 1.0.0-beta.47).
      const named = { ...attributes, 'ai.operation.name': name };
      const options = { kind: SpanKind.CONSUMER, attributes: named };
      return tracer.startActiveSpan(name, options, parentContext, async (span) => {
        try {
          return await work();
        } catch (error) {
          span.setStatus({ code: SpanStatusCode.ERROR });
          throw error;
        } finally {
          span.end();
        }
      });
    },
    event: (name, properties) => client.trackEvent({ name, properties }),
    trace: (line) => client.trackTrace({ message: line }),
    close: async () => {
      try {
        await withDeadline('sending telemetry', FLUSH_DEADLINE_MS, () =>
          insights.flushAzureMonitor(),
        );
      } catch (error) {
        log.warn('telemetry-lost', { error });
      }
    },
  };
}

const silentTelemetry: Telemetry = {
  traceparent: nextTraceparent,
  process: (_name, _parent, _attributes, work) => work(),
  event: () => {},
  trace: () => {},
  close: async () => {},
};
