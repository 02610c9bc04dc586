import type { RouteOutline } from "./route-outline.js";

/** Routes of groups. */
export const GROUP_OUTLINES = {
  listGroups: {
    method: "GET",
    path: "/groups",
    action: "groups.read",
    verb: null,
    status: 200,
  },
  createGroup: {
    method: "POST",
    path: "/groups",
    action: "groups.write",
    verb: "create-group",
    status: 201,
    creates: true,
  },
  getGroup: {
    method: "GET",
    path: "/groups/{name}",
    action: "groups.read",
    verb: null,
    status: 200,
  },
  replaceGroup: {
    method: "PUT",
    path: "/groups/{name}",
    action: "groups.write",
    verb: "change-group",
    status: 200,
    conditional: true,
  },
  removeGroup: {
    method: "DELETE",
    path: "/groups/{name}",
    action: "groups.write",
    verb: "remove-group",
    status: 200,
    conditional: true,
  },
  moveAgent: {
    method: "POST",
    path: "/agents/{uid}/group",
    action: "agents.write",
    verb: "move-to-group",
    status: 200,
    conditional: true,
  },
} as const satisfies Record<string, RouteOutline>;
