import type {
  ApprovalFilter,
  ApprovalReader,
  ApprovalRecord,
  ApprovalSummary,
  PageRequest,
} from "@fleethub/control-plane";
import * as cells from "../database/cells.js";
import type { Database, Row } from "../database/database.js";
import { Params } from "../database/params.js";
import { pageOf, startOf } from "./cursor.js";

const SUMMARY = "number, version::text as version, summary::text as summary";

/** Approval requests by number. */
export function approvalReader(database: Database): ApprovalReader {
  const one = async (condition: (p: Params) => string): Promise<ApprovalRecord | null> => {
    const p = new Params();
    const [row] = await database.query(
      `select ${SUMMARY}, detail::text as detail, encode(value_sealed, 'hex') as value_sealed from approvals where ${condition(p)}`,
      p.values,
    );
    return row === undefined ? null : approvalOf(row);
  };
  return {
    list: (filter, page) => listApprovals(database, filter, page),
    get: (id) => one((p) => `id = ${p.text(id)}`),
    withNumber: (number) => one((p) => `number = ${p.as("bigint", number)}`),
    async lastNumber() {
      const [row] = await database.query(
        "select coalesce(max(number), 0)::text as number from approvals",
      );
      return row === undefined ? 0 : cells.number(row, "number");
    },
  };
}

function conditionOf(filter: ApprovalFilter, p: Params): string {
  const { state, group, unacknowledged, now, visibleTo } = filter;
  const conditions = ["true"];
  if (visibleTo !== undefined) conditions.push(visibleCondition(visibleTo, p));
  if (state !== undefined) conditions.push(stateCondition(state, now, p));
  if (unacknowledged === true) conditions.push("unacknowledged");
  if (group !== undefined) {
    conditions.push(
      `id in (select approval from approval_groups where group_name = ${p.text(group)})`,
    );
  }
  return conditions.join(" and ");
}

/** Groups that all lie within, or one's own. */
function visibleCondition(
  { groups, party }: NonNullable<ApprovalFilter["visibleTo"]>,
  p: Params,
): string {
  const { kind, id, person } = party;
  const asked = (field: string) => `summary -> 'requestedBy' ->> '${field}'`;
  const own = `(${asked("kind")} = ${p.text(kind)} and ${asked("id")} = ${p.text(id)})`;
  const behind = person === null ? "false" : `${asked("person")} = ${p.text(person)}`;
  const of = "select 1 from approval_groups g where g.approval = approvals.id";
  return `(${own} or ${behind} or (exists (${of})
    and not exists (${of} and g.group_name <> all(${p.array("text", groups)}))))`;
}

/** As `approvalState` of control-plane tells it. */
function stateCondition(
  state: NonNullable<ApprovalFilter["state"]>,
  now: number,
  p: Params,
): string {
  const until = () => p.as("bigint", now);
  switch (state) {
    case "open":
      return `outcome is null and expires_at > ${until()}`;
    case "waiting":
      return `outcome is null and expires_at > ${until()} and not is_changed`;
    case "changed":
      return `outcome is null and expires_at > ${until()} and is_changed`;
    case "expired":
      return `outcome is null and expires_at <= ${until()}`;
    default:
      return `outcome = ${p.text(state)}`;
  }
}

async function listApprovals(
  database: Database,
  filter: ApprovalFilter,
  page: PageRequest,
): ReturnType<ApprovalReader["list"]> {
  const counted = new Params();
  const [counts] = await database.query(
    `select count(*)::text as total from approvals where ${conditionOf(filter, counted)}`,
    counted.values,
  );
  const total = counts === undefined ? 0 : cells.number(counts, "total");
  const { after, empty } = startOf(page, ["number"]);
  if (empty) return { items: [], nextCursor: null, total };
  const p = new Params();
  const where = conditionOf(filter, p);
  const beyond = after === null ? "true" : `number < ${p.as("bigint", after[0] ?? 0)}`;
  const rows = await database.query(
    `select ${SUMMARY} from approvals where ${where} and ${beyond}
     order by number desc limit ${p.as("bigint", page.limit + 1)}`,
    p.values,
  );
  return pageOf(rows, page.limit, total, summaryOf, (row) => [cells.number(row, "number")]);
}

function summaryOf(row: Row): ApprovalSummary {
  const number = cells.number(row, "number");
  const version = cells.number(row, "version");
  return { ...cells.json<Omit<ApprovalSummary, "version">>(row, "summary"), number, version };
}

const approvalOf = (row: Row): ApprovalRecord => ({
  ...summaryOf(row),
  detail: cells.json<ApprovalRecord["detail"]>(row, "detail"),
  sealedValue: row["value_sealed"] === null ? null : cells.hexBytes(row, "value_sealed"),
});
