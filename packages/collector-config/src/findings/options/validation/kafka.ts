import { oneOf, positive } from "./limits.js";
import type { Problem, Section } from "./section.js";

const MECHANISMS = [
  "PLAIN",
  "SCRAM-SHA-256",
  "SCRAM-SHA-512",
  "AWS_MSK_IAM_OAUTHBEARER",
  "OAUTHBEARER",
  "AWS_MSK_IAM",
];

/** What Kafka's receiver and exporter have in common. */
export function* kafkaClient(body: Section): Generator<Problem> {
  if (body.at("brokers").given && body.count("brokers") === 0)
    yield body.problem("brokers", "is empty", "List at least one broker, HOST:9092.");
  yield* positive(body, "conn_idle_timeout", { duration: true });
  const version = body.text("protocol_version", "");
  if (version !== undefined && version !== "" && !/^v?\d+\.\d+(\.\d+){0,2}$/.test(version))
    yield body.problem(
      "protocol_version",
      `("${version}") is no version`,
      "Write 2.1.0, say, or remove it.",
    );
  const sasl = body.at("auth").at("sasl");
  if (sasl.node?.kind !== "map") return;
  yield* oneOf(sasl, "mechanism", MECHANISMS, { absent: "" });
  const mechanism = sasl.text("mechanism", "");
  if (mechanism !== "PLAIN" && mechanism?.startsWith("SCRAM") !== true) return;
  for (const name of ["username", "password"]) {
    if (sasl.text(name, "") === "")
      yield sasl.problem(name, `is missing, which ${mechanism} needs`, "Set it.");
  }
}
