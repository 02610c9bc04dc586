import type { RouteOutline } from "./route-outline.js";

/** Routes of secrets and of the key that seals them. */
export const SECRET_OUTLINES = {
  listSecrets: {
    method: "GET",
    path: "/secrets",
    action: "secrets.read",
    verb: null,
    status: 200,
  },
  createSecret: {
    method: "POST",
    path: "/secrets",
    action: "secrets.write",
    verb: "create-secret",
    status: 201,
    creates: true,
  },
  getSecret: {
    method: "GET",
    path: "/secrets/{name}",
    action: "secrets.read",
    verb: null,
    status: 200,
  },
  replaceSecret: {
    method: "PUT",
    path: "/secrets/{name}",
    action: "secrets.write",
    verb: "change-secret",
    status: 200,
    conditional: true,
  },
  removeSecret: {
    method: "DELETE",
    path: "/secrets/{name}",
    action: "secrets.write",
    verb: "remove-secret",
    status: 204,
    conditional: true,
  },
  describeHubKey: {
    method: "GET",
    path: "/hub-key",
    action: "secrets.read",
    verb: null,
    status: 200,
  },
  rotateHubKey: {
    method: "POST",
    path: "/hub-key/rotate",
    action: "secrets.write",
    verb: null,
    act: "rotate-hub-key",
    status: 200,
  },
} as const satisfies Record<string, RouteOutline>;
