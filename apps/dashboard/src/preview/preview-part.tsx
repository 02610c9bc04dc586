"use client";
import type { Preview } from "@fleethub/api";
import { Mark } from "../parts/mark";
import { Note } from "../parts/note";
import { plural } from "../words/format";
import { AgentsOf } from "./agents-of";
import { ChangesOf } from "./changes-of";
import { leftOutOf, leftOutWords, restartWords, toneOf } from "./preview-words";
import { Obstacles } from "./obstacles";
import "../styles/pages/preview.css";

/** What a write would do: who changes and how, who cannot, who restarts, who is left out. Nothing was written. */
export function PreviewPart({ preview }: { preview: Preview }) {
  const [first, ...others] = preview.summary;
  const restarts = restartWords(preview);
  const tone = toneOf(preview);
  const leftOut = leftOutOf(preview);
  const { sameMeaning, keepRunning, moved, riskier } = preview;
  return (
    <div className="stack pv">
      <Note tone={tone} icon={tone === "warn" ? "warn" : tone === "ok" ? "ok" : "info"}>
        <b>{first ?? "Nobody is reached by it"}</b>
        {others
          .filter((sentence) => sentence !== riskier.words)
          .map((sentence) => (
            <div key={sentence} className="small">
              {sentence}
            </div>
          ))}
      </Note>
      <ChangesOf preview={preview} />
      <Lines
        title="What else becomes of agents"
        lines={[
          ...moved.map((one) => ({
            key: `${one.from ?? ""}>${one.to ?? ""}`,
            of: one,
            words: `${one.agents === 1 ? "moves" : "move"} from ${one.from ?? "no group"} to ${one.to ?? "no group"}`,
          })),
          {
            key: "same",
            of: sameMeaning,
            words: `${sameMeaning.agents === 1 ? "gets" : "get"} a revision that means the same: bytes and hash stay, nothing restarts`,
          },
          {
            key: "keep",
            of: keepRunning,
            words: `${keepRunning.agents === 1 ? "keeps" : "keep"} running what ${keepRunning.agents === 1 ? "it runs" : "they run"} and ${keepRunning.agents === 1 ? "becomes" : "become"} unmanaged`,
          },
        ]}
      />
      <Obstacles obstacles={preview.obstacles} />
      {restarts === null ? null : (
        <section>
          <h3>Restarts</h3>
          <AgentsOf
            of={preview.restarts.now.agents > 0 ? preview.restarts.now : preview.restarts.onReturn}
          >
            {restarts}
            <span className="quiet">, senders retry for the seconds in between</span>
          </AgentsOf>
        </section>
      )}
      {riskier.agents > 0 ? (
        <section>
          <h3>Riskier than the others</h3>
          <AgentsOf of={riskier}>
            <Mark of="degraded" /> {riskier.words}
          </AgentsOf>
        </section>
      ) : null}
      <Lines
        title="Left out"
        lines={leftOut.map((one) => ({
          key: one.reason,
          of: one,
          words: [leftOutWords(one), one.detail].filter(Boolean).join(": "),
        }))}
      />
    </div>
  );
}

interface Line {
  readonly key: string;
  readonly of: { readonly agents: number; readonly uids: string[] };
  readonly words: string;
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  const there = lines.filter(({ of }) => of.agents > 0);
  if (there.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      {there.map(({ key, of, words }) => (
        <AgentsOf key={key} of={of}>
          <b>{plural(of.agents, "agent")}</b> {words}
        </AgentsOf>
      ))}
    </section>
  );
}
