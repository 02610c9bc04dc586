import { z } from "zod";
import { ApiTokenCreate, ApiTokenCreated, ApiTokenPage } from "../schemas/api-token.js";
import {
  Invitation,
  Person,
  PersonCreate,
  PersonCreated,
  PersonPage,
  PersonPatch,
} from "../schemas/person.js";
import { Name, pageQuery } from "../schemas/primitives.js";
import { Provider, ProviderCreate, ProviderPage, ProviderReplace } from "../schemas/provider.js";
import {
  FirstRun,
  InvitationAccept,
  PasswordChange,
  Session,
  SessionPage,
  SessionsEnded,
  SignedOut,
  SignIn,
  SignInOptions,
} from "../schemas/session.js";

const none = z.strictObject({});
const name = z.strictObject({ name: Name });
const page = z.strictObject(pageQuery);
/** Id of a session or of an API token. */
const id = z.strictObject({ id: z.string().regex(/^[0-9a-f]{16}$/, "an id is 16 hex digits") });
const person = z
  .union([Name, z.literal("*")])
  .optional()
  .meta({ description: "Whose; `*`: everybody's. Left out: one's own. Others' need a role." });

/** Schemas of the routes of signing in, of people and of what stands for them. */
export const ACCOUNT_SCHEMAS = {
  getSignIn: { params: none, query: none, body: null, answer: SignInOptions },
  firstRun: { params: none, query: none, body: FirstRun, answer: Session },
  acceptInvitation: { params: none, query: none, body: InvitationAccept, answer: Session },
  signIn: { params: none, query: none, body: SignIn, answer: Session },
  getSession: { params: none, query: none, body: null, answer: Session },
  signOut: { params: none, query: none, body: null, answer: SignedOut },
  changePassword: { params: none, query: none, body: PasswordChange, answer: null },
  listSessions: {
    params: none,
    query: z.strictObject({ person, ...pageQuery }),
    body: null,
    answer: SessionPage,
  },
  endOtherSessions: {
    params: none,
    query: z.strictObject({
      others: z.literal("true").meta({ description: "Said, so that nothing ends by mistake." }),
    }),
    body: null,
    answer: SessionsEnded,
  },
  endSession: { params: id, query: none, body: null, answer: null },
  listPeople: { params: none, query: page, body: null, answer: PersonPage },
  createPerson: { params: none, query: none, body: PersonCreate, answer: PersonCreated },
  getPerson: { params: name, query: none, body: null, answer: Person },
  changePerson: { params: name, query: none, body: PersonPatch, answer: Person },
  removePerson: { params: name, query: none, body: null, answer: null },
  invitePerson: { params: name, query: none, body: null, answer: Invitation },
  listApiTokens: {
    params: none,
    query: z.strictObject({ person, ...pageQuery }),
    body: null,
    answer: ApiTokenPage,
  },
  createApiToken: { params: none, query: none, body: ApiTokenCreate, answer: ApiTokenCreated },
  revokeApiToken: { params: id, query: none, body: null, answer: null },
  listProviders: { params: none, query: page, body: null, answer: ProviderPage },
  createProvider: { params: none, query: none, body: ProviderCreate, answer: Provider },
  getProvider: { params: name, query: none, body: null, answer: Provider },
  replaceProvider: { params: name, query: none, body: ProviderReplace, answer: Provider },
  removeProvider: { params: name, query: none, body: null, answer: null },
} as const;
