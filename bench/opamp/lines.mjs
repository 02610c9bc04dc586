// A child process that is asked over its standard input, one line a question, and answers with one line of JSON.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const END_LIMIT_MS = 10_000;

export class LineProcess {
  #child;
  #answers = [];
  #waiting = [];
  #ended = null;

  constructor(command, args, options = {}) {
    this.#child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"], ...options });
    const lines = createInterface({ input: this.#child.stdout });
    lines.on("line", (line) => {
      // What a library may print by itself is no answer.
      if (!line.startsWith("{")) return;
      const answer = JSON.parse(line);
      const resolve = this.#waiting.shift();
      if (resolve) resolve.resolve(answer);
      else this.#answers.push(answer);
    });
    this.#child.on("exit", (code, signal) => {
      this.#ended = new Error(`${command} ${args[0]} ended with ${code ?? signal}`);
      for (const { reject } of this.#waiting.splice(0)) reject(this.#ended);
    });
  }

  get pid() {
    return this.#child.pid;
  }

  tell(line) {
    this.#child.stdin.write(`${line}\n`);
  }

  /** The next answer. */
  async hear() {
    const answer = this.#answers.shift();
    if (answer !== undefined) return this.#checked(answer);
    if (this.#ended) throw this.#ended;
    return this.#checked(
      await new Promise((resolve, reject) => {
        this.#waiting.push({ resolve, reject });
      }),
    );
  }

  ask(line) {
    this.tell(line);
    return this.hear();
  }

  /** Closes its input, which ends it, and lets it go after a while where it does not end. */
  async end() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), END_LIMIT_MS);
    await ended;
    clearTimeout(timer);
  }

  #checked(answer) {
    if (answer.failed !== undefined || answer.unknown !== undefined)
      throw new Error(`${this.#child.spawnargs.join(" ")}: ${JSON.stringify(answer)}`);
    return answer;
  }
}
