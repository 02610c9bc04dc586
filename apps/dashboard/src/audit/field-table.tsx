import type { AuditEntry } from "@fleethub/api";
import { fieldChanges } from "./field-changes";

/** What an act changed, field by field. */
export function FieldTable({ entry }: { entry: AuditEntry }) {
  const changes = fieldChanges(entry.before, entry.after);
  if (changes.length === 0) {
    return <p className="quiet">No field changed: what was asked for happens elsewhere.</p>;
  }
  return (
    <div className="aud-changes">
      <table className="tbl top">
        <caption className="sr">What changed</caption>
        <thead>
          <tr>
            <th>Field</th>
            <th>Before</th>
            <th>After</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((one) => (
            <tr key={one.field}>
              <td className="mono">{one.field}</td>
              <td className="mono wrap">{one.before ?? <span className="quiet">not set</span>}</td>
              <td className="mono wrap">{one.after ?? <span className="quiet">not set</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
