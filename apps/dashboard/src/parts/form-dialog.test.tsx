// @vitest-environment happy-dom
import type { ApiProblem } from "@fleethub/api";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { FormDialog } from "./form-dialog";
import { TextField } from "./text-field";

afterEach(cleanup);

function problem(type: ApiProblem["type"]): ApiProblem {
  return { type, title: "Refused", status: 400, detail: "It is taken" };
}

/** A page with one button that opens the form. */
function Page(props: { answers: (ApiProblem | null)[]; asked: string[] }) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        New
      </button>
      {open ? (
        <FormDialog
          title="New thing"
          button="Make it"
          faulty={name === ""}
          ask={async () => {
            props.asked.push(name);
            return props.answers.shift() ?? null;
          }}
          onClose={() => setOpen(false)}
        >
          {(tried) => (
            <>
              <TextField id="what" label="What" value="" onChange={() => {}} />
              <TextField
                id="name"
                pointer="/name"
                label="Name"
                error={tried && name === "" ? "It is needed" : undefined}
                value={name}
                onChange={setName}
              />
            </>
          )}
        </FormDialog>
      ) : null}
    </>
  );
}

function setUp(answers: (ApiProblem | null)[] = []) {
  const asked: string[] = [];
  render(<Page answers={answers} asked={asked} />);
  const opener = screen.getByRole("button", { name: "New" });
  opener.focus();
  fireEvent.click(opener);
  const name = () => screen.getByLabelText<HTMLInputElement>("Name");
  const send = () => fireEvent.click(screen.getByRole("button", { name: "Make it" }));
  return { asked, opener, name, send };
}

test("what is wrong is told beside its field, which gets the focus, and nothing is asked", () => {
  const { asked, name, send } = setUp();
  expect(screen.queryByRole("alert")).toBeNull();
  send();
  expect(screen.getByRole("alert").textContent).toBe("It is needed");
  expect(document.activeElement).toBe(name());
  expect(asked).toEqual([]);
});

test("a refusal is told in the form, which keeps what was written and can be sent again", async () => {
  const { asked, opener, name, send } = setUp([problem("already-exists")]);
  fireEvent.change(name(), { target: { value: "edge" } });
  send();
  expect((await screen.findByRole("alert")).textContent).toContain("It is taken");
  expect(name().value).toBe("edge");
  send();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(asked).toEqual(["edge", "edge"]);
  await waitFor(() => expect(document.activeElement).toBe(opener));
});

test("what the hub finds wrong with a field is told at it and it has the focus; the rest stands beneath", async () => {
  const errors = [
    { pointer: "/name", message: "It is too short.", remedy: "Write more." },
    { pointer: "/name/0", message: "It begins with e.", remedy: "Begin with f." },
    { pointer: "/spec/soak", message: "The soak is long.", remedy: "Shorten it." },
  ];
  const both = { ...problem("invalid-request"), errors };
  const { name, send } = setUp([both, { ...both, errors: errors.slice(1, 2) }]);
  fireEvent.change(name(), { target: { value: "edge" } });
  send();
  await waitFor(() => expect(name().getAttribute("aria-invalid")).toBe("true"));
  const atField = () => document.getElementById("name-says")?.textContent;
  const beneath = () => screen.getAllByRole("alert").map(({ textContent }) => textContent);
  expect(document.activeElement).toBe(name());
  expect(atField()).toBe("It is too short. Write more.");
  expect(beneath()).toEqual([
    "It is too short. Write more.",
    "Refused. It is takenIt begins with e. Begin with f.The soak is long. Shorten it.",
  ]);
  send();
  await waitFor(() => expect(beneath()).toEqual(["It begins with e. Begin with f."]));
  send();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("a session that ended is no refusal: the form waits as it is", async () => {
  const { asked, name, send } = setUp([problem("not-signed-in")]);
  fireEvent.change(name(), { target: { value: "edge" } });
  send();
  await waitFor(() =>
    expect(screen.getByRole("button", { name: "Make it" }).getAttribute("aria-busy")).toBe("false"),
  );
  expect(asked).toEqual(["edge"]);
  expect(screen.queryByRole("alert")).toBeNull();
  expect(name().value).toBe("edge");
});

test("whatever opened it has the focus again when it is left", async () => {
  const { opener } = setUp();
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(document.activeElement).toBe(opener));
});
