import { z } from "zod";
import { AgentDetail } from "../schemas/agent-detail.js";
import {
  Group,
  GroupCreate,
  GroupPage,
  GroupRemoved,
  GroupReplace,
  GroupWritten,
  MoveToGroup,
} from "../schemas/group.js";
import { ExpectedAgents, InstanceUid, Name, pageQuery } from "../schemas/primitives.js";

const none = z.strictObject({});
const name = z.strictObject({ name: Name });
const expectedAgents = z.coerce
  .number<number>()
  .pipe(ExpectedAgents)
  .optional()
  .meta({ description: ExpectedAgents.meta()?.description });

/** Schemas of the routes of groups. */
export const GROUP_SCHEMAS = {
  listGroups: { params: none, query: z.strictObject(pageQuery), body: null, answer: GroupPage },
  createGroup: { params: none, query: none, body: GroupCreate, answer: GroupWritten },
  getGroup: { params: name, query: none, body: null, answer: Group },
  replaceGroup: { params: name, query: none, body: GroupReplace, answer: GroupWritten },
  removeGroup: {
    params: name,
    query: z.strictObject({ expectedAgents }),
    body: null,
    answer: GroupRemoved,
  },
  moveAgent: {
    params: z.strictObject({ uid: InstanceUid }),
    query: none,
    body: MoveToGroup,
    answer: AgentDetail,
  },
} as const;
