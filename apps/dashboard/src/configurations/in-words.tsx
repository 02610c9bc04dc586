import { Icon, type IconName } from "../parts/icon";
import type { ChangeWords } from "./change-words";

/** What is lost or may hurt looks so; the rest is told by what happened. */
function drawingOf({ kind, severity }: ChangeWords): { icon: IconName; tone: string } {
  if (severity === "high") return { icon: "warn", tone: "c-bad" };
  if (kind === "removed")
    return { icon: "minus", tone: severity === "medium" ? "c-warn" : "quiet" };
  if (severity === "medium")
    return { icon: kind === "added" ? "send" : "settings", tone: "c-warn" };
  if (kind === "added") return { icon: "plus", tone: "c-ok" };
  return { icon: "settings", tone: severity === "none" ? "quiet" : "c-move" };
}

/** Changes, or what follows from them, one line each with its place. */
export function InWords({ words }: { words: readonly ChangeWords[] }) {
  return (
    <ul className="means">
      {words.map((one, at) => (
        <li key={`${at} ${one.where} ${one.what}`}>
          <Icon name={drawingOf(one).icon} className={drawingOf(one).tone} />
          <div>
            <b>
              <span className="sr">{`${one.kind}: `}</span>
              {one.what}
            </b>
            {one.detail === "" ? null : <p>{one.detail}</p>}
          </div>
          <span className="where">{one.where}</span>
        </li>
      ))}
    </ul>
  );
}
