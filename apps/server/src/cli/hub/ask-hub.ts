/**
 * How every command asks a hub: redirects are not followed, so that what is sent, the token with it, goes nowhere but to
 * the hub that was named.
 */
export const askHub = (url: string, init: RequestInit): Promise<Response> =>
  fetch(url, { ...init, redirect: "manual" });
