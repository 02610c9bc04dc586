import type { ComponentFlow } from "@fleethub/api";
import { Card } from "../parts/card";
import { percent, rate } from "../words/amounts";

const ORDER = { receiver: 0, processor: 1, exporter: 2 } as const;

/** What each component moved in the newest stretch; those that lose are said first within their kind. */
export function ComponentsCard({ components }: { components: readonly ComponentFlow[] }) {
  if (components.length === 0) return null;
  const rows = components.toSorted(
    (a, b) =>
      ORDER[a.kind] - ORDER[b.kind] ||
      lost(b) - lost(a) ||
      a.component.localeCompare(b.component) ||
      a.signal.localeCompare(b.signal),
  );
  return (
    <Card title="By component, now" flush>
      <div className="tel-scroll" role="region" aria-label="By component, now" tabIndex={0}>
        <table className="tbl">
          <thead>
            <tr>
              <th>Component</th>
              <th>Signal</th>
              <th className="num">In</th>
              <th className="num">Sent</th>
              <th className="num">Not sent</th>
              <th className="num">Dropped, refused</th>
              <th className="num">Queue</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <tr key={`${one.kind} ${one.component} ${one.signal}`}>
                <td>
                  <code>{one.component}</code> <span className="quiet small">{one.kind}</span>
                </td>
                <td className="soft">{one.signal}</td>
                <Rate items={one.kind === "exporter" ? null : one.accepted} of={one} />
                <Rate items={one.kind === "exporter" ? one.sent : null} of={one} />
                <Rate
                  items={one.kind === "exporter" ? one.sendFailed + one.held : null}
                  of={one}
                  bad
                />
                <Rate items={one.dropped + one.refused} of={one} bad />
                <td className="num soft">
                  {one.queue === null || one.queue.capacity === 0
                    ? ""
                    : percent(one.queue.size / one.queue.capacity)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

const lost = ({ sendFailed, held, dropped, refused }: ComponentFlow) =>
  sendFailed + held + dropped + refused;

/** Null: this kind of component does not do that. */
function Rate(props: { items: number | null; of: ComponentFlow; bad?: boolean }) {
  const { items, of } = props;
  if (items === null) return <td className="num" />;
  const words = items === 0 ? "0" : rate(items / of.seconds);
  return (
    <td className="num">{props.bad && items > 0 ? <b className="c-bad">{words}</b> : words}</td>
  );
}
