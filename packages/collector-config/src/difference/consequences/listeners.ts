import { currentName } from "../../facts/aliases.js";
import { LISTENERS, type Listener } from "../../facts/listeners.js";
import type { Component } from "../../parse/config.js";
import { type ConfigNode, descend } from "../../parse/tree.js";
import { isEveryInterface, isLoopback, readAddress } from "../../text/address.js";
import type { Outcome } from "../consequence.js";
import { about, type Touched } from "./touched.js";

/** Ports that components open, close, or listen on from elsewhere. */
export function listenerOutcomes(touched: readonly Touched[]): readonly Outcome[] {
  return touched.flatMap((one) => {
    const [was, is] = [addressesOf(one.before), addressesOf(one.after)];
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((path): readonly Outcome[] => {
      const [before, after] = [was.get(path), is.get(path)];
      if (before === undefined || after === undefined) {
        const there = after ?? before;
        if (there === undefined) return [];
        const kind = after === undefined ? "listener-closed" : "listener-opened";
        return [{ kind, ...about(one), address: there.shown, transport: there.transport }];
      }
      if (before.shown === after.shown) return [];
      const [had, has] = [before.reach, after.reach];
      return [
        {
          kind: "listener-moved",
          ...about(one),
          address: after.shown,
          before: before.shown,
          wider: had === has || had === null || has === null ? null : has > had,
          transport: after.transport,
        },
      ];
    });
  });
}

interface Bound {
  readonly shown: string;
  /** 0: this machine, 1: one interface, 2: every interface, null: known to the agent alone. */
  readonly reach: 0 | 1 | 2 | null;
  readonly transport: Listener["transport"];
}

function addressesOf(component: Component | undefined): ReadonlyMap<string, Bound> {
  if (component === undefined) return new Map();
  const { class: kind, type, body } = component;
  const name = currentName(kind, type);
  return new Map(
    LISTENERS.filter((one) => one.class === kind && one.type === name).flatMap((one) => {
      if (one.within !== undefined && descend(body, one.within) === undefined) return [];
      const bound = boundAt(descend(body, one.path), one);
      return bound === undefined ? [] : [[one.path.join("."), bound] as const];
    }),
  );
}

function boundAt(node: ConfigNode | undefined, { port, transport }: Listener): Bound | undefined {
  if (node?.kind !== "scalar" || node.type === "null")
    return port === undefined ? undefined : { shown: `localhost:${port}`, reach: 0, transport };
  const address = readAddress(node.source);
  if (address === undefined) return { shown: node.source, reach: 0, transport };
  const host = isEveryInterface(address.host) ? "0.0.0.0" : address.host;
  const shown = address.port === undefined ? host : `${host}:${address.port}`;
  if (host.includes("${")) return { shown, reach: null, transport };
  return { shown, reach: host === "0.0.0.0" ? 2 : isLoopback(host) ? 0 : 1, transport };
}
