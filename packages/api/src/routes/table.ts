import { z } from "zod";
import { AgentDetail, AgentPatch, PinBody } from "../schemas/agent-detail.js";
import {
  AgentComponents,
  AgentHealth,
  EffectiveConfig,
  ImportedConfig,
  TimelinePage,
} from "../schemas/agent-parts.js";
import { AgentPage, Facets } from "../schemas/agent-row.js";
import { BulkAnswer, BulkRequest } from "../schemas/bulk.js";
import {
  CheckAnswer,
  CheckRequest,
  Configuration,
  ConfigurationCreate,
  ConfigurationPage,
  ConfigurationPatch,
  Revision,
  RevisionCreate,
  RevisionCreated,
  RevisionPage,
} from "../schemas/configuration.js";
import { Difference } from "../schemas/difference.js";
import { ChangeEvent } from "../schemas/events.js";
import { ACCOUNT_SCHEMAS } from "./account-schemas.js";
import { AUDIT_SCHEMAS } from "./audit-schemas.js";
import { CERTIFICATE_SCHEMAS } from "./certificate-schemas.js";
import { APPROVAL_SCHEMAS } from "./approval-schemas.js";
import { ENROLMENT_SCHEMAS } from "./enrolment-schemas.js";
import { GROUP_SCHEMAS } from "./group-schemas.js";
import { POLICY_SCHEMAS } from "./policy-schemas.js";
import { ROLLOUT_SCHEMAS } from "./rollout-schemas.js";
import { SECRET_SCHEMAS } from "./secret-schemas.js";
import { InstanceUid, Name, pageQuery, QueryText, RevisionNumber } from "../schemas/primitives.js";
import { Preview, PreviewRequest } from "../schemas/preview.js";
import { HandshakeList, Hub } from "../schemas/record.js";
import { ConnectionBody } from "../schemas/connection.js";
import { AgentTelemetry } from "../schemas/telemetry.js";
import { AgentSort } from "../schemas/words.js";
import { ROUTE_SUMMARIES } from "./summaries.js";
import {
  API_PREFIX,
  ROUTE_NAMES,
  ROUTE_OUTLINES,
  type RouteName,
  type RouteOutline,
} from "./outline.js";

/** What a route takes and gives. Absent `body`: it takes none. Null `answer`: it gives none. */
export interface RouteSchemas {
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodType | null;
  readonly answer: z.ZodType | null;
}

const none = z.strictObject({});
const uid = z.strictObject({ uid: InstanceUid });
const name = z.strictObject({ name: Name });
const page = z.strictObject(pageQuery);
const number = z.coerce.number<number>().pipe(RevisionNumber);
const query = QueryText.default("").meta({ description: "Query; empty is everything." });
const part = <T extends z.ZodType>(answer: T) => ({ params: uid, query: none, body: null, answer });
const act = { params: uid, query: none, body: null, answer: AgentDetail };

/** Schemas by route. The compiler refuses a route without them. */
export const ROUTE_SCHEMAS = {
  describeHub: { params: none, query: none, body: null, answer: Hub },
  listAgents: {
    params: none,
    query: z.strictObject({ query, sort: AgentSort.default("trouble"), ...pageQuery }),
    body: null,
    answer: AgentPage,
  },
  countFacets: { params: none, query: z.strictObject({ query }), body: null, answer: Facets },
  bulkAgents: { params: none, query: none, body: BulkRequest, answer: BulkAnswer },
  getAgent: part(AgentDetail),
  patchAgent: { params: uid, query: none, body: AgentPatch, answer: AgentDetail },
  forgetAgent: { params: uid, query: none, body: null, answer: null },
  getAgentHealth: part(AgentHealth),
  getAgentComponents: part(AgentComponents),
  getEffectiveConfig: part(EffectiveConfig),
  importConfig: part(ImportedConfig),
  getTimeline: { params: uid, query: page, body: null, answer: TimelinePage },
  approveAgent: act,
  restartAgent: act,
  refreshAgent: act,
  offerAgain: act,
  giveNewUid: act,
  pinAgent: { params: uid, query: none, body: PinBody, answer: AgentDetail },
  unpinAgent: act,
  connectAgent: { params: uid, query: none, body: ConnectionBody, answer: AgentDetail },
  getTelemetry: part(AgentTelemetry),
  listConfigurations: { params: none, query: page, body: null, answer: ConfigurationPage },
  createConfiguration: {
    params: none,
    query: none,
    body: ConfigurationCreate,
    answer: Configuration,
  },
  getConfiguration: { params: name, query: none, body: null, answer: Configuration },
  patchConfiguration: {
    params: name,
    query: none,
    body: ConfigurationPatch,
    answer: Configuration,
  },
  removeConfiguration: { params: name, query: none, body: null, answer: null },
  listRevisions: { params: name, query: page, body: null, answer: RevisionPage },
  createRevision: { params: name, query: none, body: RevisionCreate, answer: RevisionCreated },
  getRevision: {
    params: z.strictObject({ name: Name, number }),
    query: none,
    body: null,
    answer: Revision,
  },
  diffRevisions: {
    params: name,
    query: z.strictObject({ from: number, to: number }),
    body: null,
    answer: Difference,
  },
  check: { params: none, query: none, body: CheckRequest, answer: CheckAnswer },
  preview: { params: none, query: none, body: PreviewRequest, answer: Preview },
  ...GROUP_SCHEMAS,
  ...ROLLOUT_SCHEMAS,
  ...POLICY_SCHEMAS,
  ...APPROVAL_SCHEMAS,
  ...CERTIFICATE_SCHEMAS,
  ...ACCOUNT_SCHEMAS,
  ...ENROLMENT_SCHEMAS,
  ...SECRET_SCHEMAS,
  listHandshakes: { params: none, query: none, body: null, answer: HandshakeList },
  ...AUDIT_SCHEMAS,
  streamEvents: { params: none, query: none, body: null, answer: ChangeEvent },
  getOpenApi: {
    params: none,
    query: none,
    body: null,
    answer: z.looseObject({ openapi: z.string() }),
  },
} as const satisfies Record<RouteName, RouteSchemas>;

/** One route with everything there is to know about it. */
export interface Route extends RouteOutline, RouteSchemas {
  readonly name: RouteName;
  /** Path with its prefix. */
  readonly fullPath: string;
  /** What it does, in one line. */
  readonly summary: string;
}

/** The whole table in order. Fixed paths stand before those with parameters in the same place. */
export const ROUTES: readonly Route[] = ROUTE_NAMES.map((routeName) => ({
  name: routeName,
  fullPath: `${API_PREFIX}${ROUTE_OUTLINES[routeName].path}`,
  summary: ROUTE_SUMMARIES[routeName],
  ...ROUTE_OUTLINES[routeName],
  ...ROUTE_SCHEMAS[routeName],
}));

type Schemas = typeof ROUTE_SCHEMAS;
type InputOf<T> = T extends z.ZodType ? z.input<T> : undefined;
type OutputOf<T> = T extends z.ZodType ? z.output<T> : undefined;

/** What a caller writes for a route. */
export interface RouteInput<N extends RouteName> {
  readonly params: InputOf<Schemas[N]["params"]>;
  readonly query: InputOf<Schemas[N]["query"]>;
  readonly body: InputOf<Schemas[N]["body"]>;
}

/** What a handler gets once the request was read: defaults filled in. */
export interface RouteRequest<N extends RouteName> {
  readonly params: OutputOf<Schemas[N]["params"]>;
  readonly query: OutputOf<Schemas[N]["query"]>;
  readonly body: OutputOf<Schemas[N]["body"]>;
}

/** What a route answers when it went well; undefined where it answers without a body. */
export type RouteAnswer<N extends RouteName> = OutputOf<Schemas[N]["answer"]>;
