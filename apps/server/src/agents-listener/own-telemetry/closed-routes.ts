import { type AgentsRoute, answerText } from "../routes.js";

/** Signals of own telemetry that are not taken here: never offered, and answered so that the reason is in the log. */
export const CLOSED_ROUTES: readonly AgentsRoute[] = ["traces", "logs"].map((signal) => ({
  path: `/v1/${signal}`,
  summary: `not taken: agents' own ${signal}`,
  recordsAttempts: false,
  answer(request, response) {
    request.resume();
    answerText(
      response,
      404,
      `This hub takes agents' own metrics at /v1/metrics. Send ${signal} to a backend of your own.\n`,
    );
  },
}));
