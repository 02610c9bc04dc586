import type {
  ApiProblem,
  LayerReference,
  RevisionCreated,
  VariableDeclaration,
} from "@fleethub/api";
import { hub } from "../data/hub";

/** A draft to be saved as a revision. */
export interface Draft {
  readonly name: string;
  /** Does the configuration exist? Else it is made first. */
  readonly exists: boolean;
  readonly content: string;
  readonly message: string;
  /** Fragments that it stands on, and what it declares; left out where there are none. */
  readonly layers?: readonly LayerReference[];
  readonly variables?: readonly VariableDeclaration[];
}

/** The revision that was made, or why not. */
export type Saved =
  | { readonly ok: true; readonly revision: RevisionCreated }
  | { readonly ok: false; readonly problem: ApiProblem };

/** Makes the configuration where it is new, then the revision. Nothing is offered by this. */
export async function saveDraft(draft: Draft): Promise<Saved> {
  if (!draft.exists) {
    const made = await hub.createConfiguration({ body: { name: draft.name } });
    if (!made.ok && made.problem.type !== "already-exists") return made;
  }
  const revision = await hub.createRevision({
    params: { name: draft.name },
    body: {
      content: draft.content,
      message: draft.message,
      ...(draft.layers?.length ? { layers: [...draft.layers] } : {}),
      ...(draft.variables?.length ? { variables: [...draft.variables] } : {}),
    },
  });
  return revision.ok ? { ok: true, revision: revision.data } : revision;
}
