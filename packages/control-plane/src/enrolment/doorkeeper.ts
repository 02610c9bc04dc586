import {
  type AgentId,
  type AgentStanding,
  decideEnrolment,
  type EnrolmentRefusal,
  refuseEnrolment,
  refuseShown,
  type ShownCredential,
} from "@fleethub/fleet";
import { BoundedCache } from "../agents/bounded-cache.js";
import { gathered } from "../agents/gathered.js";
import type { Roster } from "../agents/roster.js";
import { isSameHash, readToken } from "../accounts/wire-token.js";
import type { EnrolmentTokenRecord } from "../model.js";
import { type Clock, type Digest, type EnrolmentReader, StoreUnavailable } from "../ports.js";
import { readBearer, type Sign } from "./bearer.js";
import type { KnownRefusals } from "./known-refusals.js";
import { NAMELESS, Peer, type PeerShows } from "./peer.js";
import type { NoticeShared } from "./shared-notice.js";
import { standingOf } from "./standing.js";
import type { TokenBoard } from "./token-board.js";

/** What somebody brings to the door, before anything that he says is read. */
export interface PresentedCredential {
  /** The Authorization header. */
  readonly authorization?: string | undefined;
  /** A client certificate that TLS has verified to be of the hub's own authority, and that names this agent. */
  readonly certificate?: { readonly serial: string; readonly agent: AgentId } | null;
  /** What who comes without a credential is given; null: he is not taken in. */
  readonly nameless: "admitted" | "awaiting-approval" | null;
  /**
   * Whom a header says that he speaks as. Who is known not to be let in as that agent is refused at once; anything else is
   * decided by what he says (T-22).
   */
  readonly claims?: { readonly instanceUid: string; readonly remoteAddress: string } | undefined;
}

export type Identified =
  | { readonly kind: "peer"; readonly peer: Peer }
  | { readonly kind: "refused"; readonly refusal: EnrolmentRefusal }
  /** The store would have to be asked, and is away. */
  | { readonly kind: "away" };

/** Tells who knocks. Strangers never make it ask the store for an agent: what is no credential of this hub tells by itself. */
export interface Doorkeeper {
  /** Without a promise wherever the answer is in memory. */
  identify(presented: PresentedCredential): Identified | Promise<Identified>;
  /** What a peer shows, as it stands now. Rejects while the store would have to be asked and is away. */
  shown(shows: PeerShows): ShownCredential | Promise<ShownCredential>;
}

export interface DoorkeeperDeps {
  readonly board: Pick<TokenBoard, "byKeyId" | "seek">;
  readonly roster: Pick<Roster, "byId" | "byUid">;
  readonly refusals: Pick<KnownRefusals, "of">;
  readonly noticeShared: NoticeShared;
  readonly clock: Clock;
  readonly reader: Pick<EnrolmentReader, "standings">;
  readonly digest: Digest;
  readonly sign: Sign;
  /** Agents that one call of the store looks up. */
  readonly arrivalsMax: number;
}

type Claims = PresentedCredential["claims"];

/** Credentials whose genuineness is remembered. */
const PEERS_MAX = 50_000;

/** Characters of a header that is looked at. */
const HEADER_LENGTH_MAX = 1_024;

/** `Bearer` and a text that says to be of a Fleet Hub. */
const OURS = /^bearer\s+(fh[a-z]_.*)$/i;

export function createDoorkeeper(deps: DoorkeeperDeps): Doorkeeper {
  const { board, roster, digest, sign } = deps;
  const peers = new BoundedCache<string, Peer>(PEERS_MAX);
  const readStanding = gathered(
    (ids: readonly AgentId[]) => deps.reader.standings(ids),
    deps.arrivalsMax,
  );

  const standing = (id: AgentId): AgentStanding | null | Promise<AgentStanding | null> => {
    const live = roster.byId(id);
    return live === undefined ? readStanding(id) : standingOf(live.record);
  };

  const shown = (shows: PeerShows): ShownCredential | Promise<ShownCredential> => {
    if (shows.kind === "none") return shows;
    if (shows.kind === "enrolment") {
      const token = board.byKeyId(shows.keyId);
      // A token is never removed while the store stands, so what was read once is there.
      if (token === undefined) throw new Error("An enrolment token is gone from memory.");
      return { kind: "enrolment", token };
    }
    const { kind, id } = shows;
    const owner = standing(shows.agent);
    if (!(owner instanceof Promise)) return { kind, id, owner };
    return owner.then((read) => ({ kind, id, owner: read }));
  };

  /** Whether he is known not to be let in as the agent that he claims to be. From memory alone. */
  const refuseClaim = (peer: Peer, what: ShownCredential, claims: Claims) => {
    if (claims === undefined) return null;
    const { instanceUid, remoteAddress } = claims;
    const live = roster.byUid(instanceUid);
    if (live?.state.instanceUid !== instanceUid) return deps.refusals.of(instanceUid, peer);
    const holder = { known: standingOf(live.record), given: null };
    const decision = decideEnrolment(what, holder, deps.clock.now());
    if (decision.kind !== "refused") return null;
    const how = `it came as ${instanceUid}`;
    if (decision.sharedWith !== null) deps.noticeShared(decision.sharedWith, remoteAddress, how);
    return decision.refusal;
  };

  const judged = (peer: Peer, claims: Claims): Identified | Promise<Identified> => {
    const now = shown(peer.shows);
    const answer = (what: ShownCredential): Identified => {
      const refusal = refuseShown(what) ?? refuseClaim(peer, what, claims);
      return refusal === null ? { kind: "peer", peer } : { kind: "refused", refusal };
    };
    return now instanceof Promise ? now.then(answer, away) : answer(now);
  };

  const remembered = (key: string, shows: PeerShows): Peer => {
    const known = peers.get(key);
    if (known !== undefined) return known;
    const peer = new Peer(shows);
    peers.set(key, peer);
    return peer;
  };

  const byToken = (header: string, text: string, claims: Claims) => {
    const token = readToken("fhe", text, digest);
    if (token === null) return refused("malformed");
    const match = (record: EnrolmentTokenRecord | undefined) => {
      if (record === undefined || !isSameHash(record.secretHash, token.hash)) {
        return refused("unknown-token");
      }
      return judged(remembered(header, { kind: "enrolment", keyId: token.id }), claims);
    };
    const known = board.byKeyId(token.id);
    return known === undefined ? board.seek(token.id).then(match).catch(away) : match(known);
  };

  const byHeader = (header: string, text: string, claims: Claims) => {
    const known = peers.get(header);
    if (known !== undefined) return judged(known, claims);
    if (text.startsWith("fhe_")) return byToken(header, text, claims);
    const bearer = text.startsWith("fhc_") ? readBearer(text, sign) : null;
    if (bearer === null) return refused(text.startsWith("fhc_") ? "unknown-token" : "malformed");
    return judged(remembered(header, { kind: "bearer", ...bearer }), claims);
  };

  return {
    shown,
    identify({ authorization, certificate = null, nameless, claims }) {
      const header = authorization?.slice(0, HEADER_LENGTH_MAX);
      const text = header === undefined ? undefined : OURS.exec(header)?.[1]?.trim();
      if (certificate !== null) {
        const { serial: id, agent } = certificate;
        const key = `certificate ${agent} ${id}`;
        return judged(remembered(key, { kind: "certificate", id, agent }), claims);
      }
      if (header !== undefined && text !== undefined) return byHeader(header, text, claims);
      if (nameless === null) return refused(header === undefined ? "no-credential" : "malformed");
      return judged(NAMELESS[nameless], claims);
    },
  };
}

const refused = (code: Parameters<typeof refuseEnrolment>[0]): Identified => ({
  kind: "refused",
  refusal: refuseEnrolment(code),
});

function away(error: unknown): Identified {
  if (error instanceof StoreUnavailable) return { kind: "away" };
  throw error;
}
