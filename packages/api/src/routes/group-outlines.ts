import type { RouteOutline } from "./route-outline.js";

/** Routes of groups. */
export const GROUP_OUTLINES = {
  listGroups: {
    method: "GET",
    path: "/groups",
    action: "groups.read",
    verb: null,
    status: 200,
    summary: "Groups in their order, with members and what they run",
  },
  createGroup: {
    method: "POST",
    path: "/groups",
    action: "groups.write",
    verb: "create-group",
    status: 201,
    creates: true,
    summary: "Create a group; agents that its selector takes come to it",
  },
  getGroup: {
    method: "GET",
    path: "/groups/{name}",
    action: "groups.read",
    verb: null,
    status: 200,
    summary: "One group",
  },
  replaceGroup: {
    method: "PUT",
    path: "/groups/{name}",
    action: "groups.write",
    verb: "change-group",
    status: 200,
    conditional: true,
    summary: "Replace everything but the name and the stable revision",
  },
  removeGroup: {
    method: "DELETE",
    path: "/groups/{name}",
    action: "groups.write",
    verb: "remove-group",
    status: 200,
    conditional: true,
    summary: "Remove a group; its agents come to the next one that matches, or to none",
  },
  moveAgent: {
    method: "POST",
    path: "/agents/{uid}/group",
    action: "agents.write",
    verb: "move-to-group",
    status: 200,
    conditional: true,
    summary: "Give the agent the labels that the group's selector names",
  },
} as const satisfies Record<string, RouteOutline>;
