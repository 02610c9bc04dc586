import { finding } from "../../finding.js";
import type { Rule } from "../rule.js";

/** `ambiguous-id`: a connector may not share its id with a receiver or an exporter. */
export const ambiguousId: Rule = ({ config }) =>
  config.components
    .filter((each) => each.class === "connector")
    .flatMap((connector) =>
      config.components
        .filter((each) => each.class === "receiver" || each.class === "exporter")
        .filter((each) => each.id === connector.id)
        .map((other) =>
          finding({
            code: "ambiguous-id",
            place: connector.place,
            path: connector.path,
            message: `"${connector.id}" is both a connector and, on line ${other.place.line}, a ${other.class}.`,
            remedy: `Name the connector apart, for example "${connector.type}/connector", and use that name in the pipelines.`,
          }),
        ),
    );
