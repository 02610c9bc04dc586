import { LOG_OPERATORS } from "../../facts/log-operators.js";
import type { Component } from "../../parse/config.js";
import { child, isNull } from "../../parse/tree.js";
import type { OptionFault } from "./fault.js";
import { walkOptions } from "./walk.js";

/** Receivers that hand their lines to a list of operators. */
const WITH_OPERATORS = [
  "filelog",
  "file_log",
  "tcplog",
  "tcp_log",
  "udplog",
  "udp_log",
  "syslog",
  "journald",
  "namedpipe",
  "windowseventlog",
  "windows_event_log",
];

const TYPES = Object.keys(LOG_OPERATORS).toSorted();

/** What the operators of a receiver of logs lack; which options one takes, its `type` tells. */
export function operatorFaults({ class: kind, type, body, path }: Component): OptionFault[] {
  if (kind !== "receiver" || !WITH_OPERATORS.includes(type)) return [];
  const list = child(body, "operators");
  if (list?.kind !== "list") return [];
  return list.items.flatMap((item, index): readonly OptionFault[] => {
    const at = [...path, "operators", `${index}`];
    if (isNull(item)) return [{ kind: "missing", path: at, node: item, name: "type" }];
    if (item.kind !== "map") return walkOptions(item, { kind: "object", open: true }, at);
    const name = child(item, "type");
    if (name === undefined) return [{ kind: "missing", path: at, node: item, name: "type" }];
    if (name.kind === "scalar" && name.references.length > 0) return [];
    const typePath = [...at, "type"];
    const option = { kind: "string", enum: TYPES } as const;
    if (name.kind !== "scalar" || name.type !== "text")
      return [{ kind: "type", path: typePath, node: name, option: { kind: "string" } }];
    const known = LOG_OPERATORS[name.source];
    if (known === undefined || !Object.hasOwn(LOG_OPERATORS, name.source))
      return [{ kind: "enum", path: typePath, node: name, option }];
    return walkOptions(item, known, at);
  });
}
