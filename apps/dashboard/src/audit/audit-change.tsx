import type { AuditEntry } from "@fleethub/api";

/** What was there before and what after, as it was kept. */
export function AuditChange({ entry }: { entry: AuditEntry }) {
  return (
    <div className="halves">
      <Side title="Before" value={entry.before} />
      <Side title="After" value={entry.after} />
    </div>
  );
}

function Side({ title, value }: { title: string; value: unknown }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {value === null || value === undefined ? (
        <p className="quiet">nothing</p>
      ) : (
        <div className="cmd">
          <pre tabIndex={0} role="region" aria-label={title} className="wrap">
            {typeof value === "string" ? value : JSON.stringify(value, null, 2)}
          </pre>
        </div>
      )}
    </section>
  );
}
