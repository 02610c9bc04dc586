import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireGoProgram } from "./go-program.js";

/** Who has a certificate. `stranger` is an agent whose CA nobody here trusts. */
export type Holder = "ca" | "other-ca" | "server" | "agent" | "stranger";

/** Throw-away certificates of a private CA, as files; the server's is for localhost and 127.0.0.1. */
export class Certificates {
  readonly folder = mkdtempSync(join(tmpdir(), "fleethub-tls-"));

  constructor() {
    execFileSync(requireGoProgram(), ["certificates", this.folder], { stdio: "pipe" });
  }

  certificate(holder: Holder): string {
    return join(this.folder, `${holder}.pem`);
  }

  key(holder: Holder): string {
    return join(this.folder, `${holder}-key.pem`);
  }

  /** Options of `https.createServer`; with `mutual` it takes nobody without a certificate of the CA. */
  forServer(mutual: boolean): { cert: string; key: string; ca?: string; requestCert?: boolean } {
    return {
      cert: readFileSync(this.certificate("server"), "utf8"),
      key: readFileSync(this.key("server"), "utf8"),
      ...(mutual && { ca: readFileSync(this.certificate("ca"), "utf8"), requestCert: true }),
    };
  }

  /** Options of `tls.connect` for a client, with the certificate of the holder where one is named. */
  forClient(holder?: Holder): { ca: string; cert?: string; key?: string } {
    return {
      ca: readFileSync(this.certificate("ca"), "utf8"),
      ...(holder && {
        cert: readFileSync(this.certificate(holder), "utf8"),
        key: readFileSync(this.key(holder), "utf8"),
      }),
    };
  }

  /** File names for programs that read their own. */
  filesForClient(holder?: Holder): { ca: string; certificate?: string; key?: string } {
    return {
      ca: this.certificate("ca"),
      ...(holder && { certificate: this.certificate(holder), key: this.key(holder) }),
    };
  }

  async remove(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
