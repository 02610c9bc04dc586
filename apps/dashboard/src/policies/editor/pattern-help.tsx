const PATTERNS: readonly (readonly [string, string])[] = [
  ["otlp", "every component of this type, whatever its name"],
  ["otlp/", "the one without a name"],
  ["otlp/partner", "the one with this name"],
  ["*/audit*", "any type, a name that begins with audit"],
  ["exporter:debug", "of this class alone"],
  ["!otlp/internal", "leaves these out"],
];
const HOSTS: readonly (readonly [string, string])[] = [
  ["*.example.com", "hosts below it, not example.com itself"],
  ["tempo:4317", "this port alone"],
  ["10.0.0.0/8", "a range of addresses"],
  ["localhost", "also 127.0.0.0/8 and ::1"],
];

/** How patterns of components and hosts are read. */
export function PatternHelp() {
  return (
    <details className="pol-patterns">
      <summary>How patterns are read</summary>
      <Rows title="Components" rows={PATTERNS} />
      <Rows title="Hosts" rows={HOSTS} />
    </details>
  );
}

function Rows({ title, rows }: { title: string; rows: readonly (readonly [string, string])[] }) {
  return (
    <>
      <h3>{title}</h3>
      <dl className="dl small">
        {rows.map(([pattern, means]) => (
          <div key={pattern} className="pair">
            <dt>
              <code>{pattern}</code>
            </dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
