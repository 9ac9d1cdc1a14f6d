import '@kusto/language-service-next/bridge.min.js';
import '@kusto/language-service-next/Kusto.Language.Bridge.min.js';

/** The part of the Kusto language service that is used here; it puts itself on the global object and has no types. */
type KustoList<T> = { readonly Count: number; getItem(index: number): T };
type KustoCode = {
  GetDiagnostics(): KustoList<{
    readonly Start: number;
    readonly Code: string;
    readonly Message: string;
  }>;
  readonly ResultType?: {
    readonly Columns: KustoList<{
      readonly Name: string;
      readonly Type: { readonly Name: string };
    }>;
  };
};
type Table = { WithName(name: string): Table };
type Language = {
  readonly KustoCode: { ParseAndAnalyze(text: string, globals: unknown): KustoCode };
  readonly GlobalState: { readonly Default: { WithDatabase(database: unknown): unknown } };
  readonly Symbols: {
    readonly DatabaseSymbol: {
      readonly ctor: new (name: string, tables: readonly Table[]) => unknown;
    };
    readonly TableSymbol: { From(schema: string): Table };
  };
};

export type Analysis = {
  /** What is wrong, a line each. */
  readonly problems: readonly string[];
  /** Name and type of each column of the answer. */
  readonly columns: Readonly<Record<string, string>>;
};

/** Checks queries against tables, each with its columns as Kusto writes them: `Name: string, Count: int`. */
export function createKustoChecker(
  tables: Readonly<Record<string, string>>,
): (query: string) => Analysis {
  const { Kusto } = globalThis as unknown as { readonly Kusto: { readonly Language: Language } };
  const { KustoCode, GlobalState, Symbols } = Kusto.Language;
  const symbols = Object.entries(tables).map(([name, columns]) =>
    Symbols.TableSymbol.From(`(${columns})`).WithName(name),
  );
  const database = new Symbols.DatabaseSymbol.ctor('workspace', symbols);
  const globals = GlobalState.Default.WithDatabase(database);
  return (query) => {
    const code = KustoCode.ParseAndAnalyze(query, globals);
    const problems = list(code.GetDiagnostics()).map(
      ({ Start, Code, Message }) => `${Code} at ${Start}: ${Message}`,
    );
    const columns = code.ResultType ? list(code.ResultType.Columns) : [];
    return {
      problems,
      columns: Object.fromEntries(columns.map(({ Name, Type }) => [Name, Type.Name])),
    };
  };
}

function list<T>(items: KustoList<T>): T[] {
  return Array.from({ length: items.Count }, (_, index) => items.getItem(index));
}
