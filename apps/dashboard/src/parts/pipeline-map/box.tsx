import type { Health } from "@fleethub/api";
import { BOX_HEIGHT, NAME_AT, NAME_AT_MARK, type PlacedBox } from "./placed";

/** One component: name, a few words under it, its mark. As a button where something follows from it. */
export function MapBox(props: {
  box: PlacedBox;
  stop?: boolean;
  onChoose?: () => void;
  onFocus?: () => void;
}) {
  const { box, onChoose } = props;
  const words = box.caption ?? "";
  const x = box.x + (box.mark === undefined ? NAME_AT : NAME_AT_MARK);
  const y = box.y + (words === "" ? 23.5 : 16.5);
  return (
    <g
      className={["node", box.standing, box.trouble ?? "", box.connector ? "connector" : ""]
        .filter(Boolean)
        .join(" ")}
      {...(onChoose
        ? {
            role: "button",
            tabIndex: props.stop ? 0 : -1,
            "aria-label": [box.id, box.connector ? "connector" : box.role, words, box.mark ?? ""]
              .filter(Boolean)
              .join(", "),
            onClick: onChoose,
            onFocus: props.onFocus,
          }
        : {})}
    >
      <title>{`${box.id}, ${box.connector ? "connector" : box.role}${words ? `: ${words}` : ""}`}</title>
      <rect
        className="box"
        x={box.x}
        y={box.y}
        width={box.width}
        height={BOX_HEIGHT}
        rx={box.connector ? 19 : 6}
      />
      {box.mark === undefined ? null : (
        <MapMark of={box.mark} x={box.x + 14} y={box.y + BOX_HEIGHT / 2} />
      )}
      <text className="t" x={x} y={y}>
        {box.shown}
      </text>
      {words === "" ? null : (
        <text className="q" x={x} y={box.y + 30.5}>
          {words}
        </text>
      )}
    </g>
  );
}

/** The marks of health as shapes inside a drawing: disc, triangle, octagon, dash. */
function MapMark({ of, x, y }: { of: Health; x: number; y: number }) {
  if (of === "healthy") return <circle className="mk ok" cx={x} cy={y} r="4" />;
  if (of === "degraded") return <path className="mk warn" d={`M${x} ${y - 5}l5.5 10h-11z`} />;
  if (of === "unhealthy") {
    return (
      <path
        className="mk bad"
        d={`M${x - 2.2} ${y - 5.2}h4.4l3.1 3.1v4.4l-3.1 3.1h-4.4l-3.1-3.1v-4.4z`}
      />
    );
  }
  if (of === "restarting") return <circle className="mk move" cx={x} cy={y} r="3.5" />;
  return <path className="mk mute" d={`M${x - 4} ${y - 1}h8v2h-8z`} />;
}
