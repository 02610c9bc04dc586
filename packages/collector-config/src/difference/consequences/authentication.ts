import { canonicalScalar } from "../../fingerprint/canonical.js";
import type { Component } from "../../parse/config.js";
import { isHeaderMap, isSecretHeader, isSecretName } from "../../redact/secret-names.js";
import type { Outcome } from "../consequence.js";
import { type Leaf, leavesOf } from "./leaves.js";
import { about, type Touched } from "./touched.js";

/** Credentials and authenticators that components lost, gained or changed. */
export function authenticationOutcomes(touched: readonly Touched[]): readonly Outcome[] {
  return touched.flatMap((one): readonly Outcome[] => {
    if (one.before === undefined || one.after === undefined || one.class === "processor") return [];
    const [was, is] = [credentialsOf(one.before), credentialsOf(one.after)];
    const gone = [...was.keys()].filter((path) => !is.has(path));
    const came = [...is.keys()].filter((path) => !was.has(path));
    const other = [...is].filter(([path, text]) => was.has(path) && was.get(path) !== text);
    const paths = [...gone, ...came, ...other.map(([path]) => path)];
    if (paths.length === 0) return [];
    if (is.size === 0 || (gone.length > 0 && came.length === 0 && other.length === 0))
      return [{ kind: "authentication-lost", ...about(one), paths }];
    const kind = was.size === 0 ? "authentication-gained" : "authentication-changed";
    return [{ kind, ...about(one), paths }];
  });
}

/** Options that say who one is, or who asks, with their canonical text. */
function credentialsOf({ body }: Component): ReadonlyMap<string, string> {
  return new Map(
    leavesOf(body)
      .filter(isCredential)
      .map(({ path, node }) => [path.join("."), canonicalScalar(node, undefined, [])]),
  );
}

function isCredential({ path, key, node }: Leaf): boolean {
  if (node.type === "null" || node.type === "bool") return false;
  if (key === "authenticator" || key === "client_ca_file" || key === "client_ca_pem") return true;
  if (path.some((each, at) => at < path.length - 1 && isHeaderMap(each)))
    return isSecretHeader(key);
  return isSecretName(key) || key === "username";
}
