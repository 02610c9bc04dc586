/** What each route of secrets does. */
export const SECRET_SUMMARIES = {
  listSecrets: "Secrets by name, never their values",
  createSecret:
    "Create a secret; agents within its reach that wait for it are offered their configuration",
  getSecret: "One secret, without its value",
  replaceSecret: "Replace reach, description and, where one is given, the value",
  removeSecret: "Remove a secret that no agent is to run with",
  describeHubKey: "Which key seals what the store keeps, and what a rotation has left to do",
  rotateHubKey: "Wrap every data key anew: under a fresh key, or under the first of those given",
};
