import { moment } from "../../words/format";
import type { ChartData } from "./shape";

/** The numbers of a chart, newest first. */
export function ChartTable({ data }: { data: ChartData }) {
  const rows = data.times.map((at, index) => ({ at, index })).toReversed();
  return (
    <div className="plot-table" role="region" aria-label={data.sentence} tabIndex={0}>
      <table className="tbl">
        <thead>
          <tr>
            <th>Time</th>
            {data.series.map(({ key, label }) => (
              <th key={key} className="num">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, index }) => (
            <tr key={at}>
              <td>{moment(new Date(at).toISOString(), at)}</td>
              {data.series.map(({ key, values }) => {
                const value = values[index];
                return (
                  <td key={key} className="num">
                    {value === null || value === undefined ? "not known" : data.show(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
