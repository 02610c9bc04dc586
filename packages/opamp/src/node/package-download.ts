import http from "node:http";
import https from "node:https";
import { type Download, DownloadRefused, type DownloadRequest } from "../agent/index.js";
import { checkProxy, type NodeConnectionOptions, tunnelTo } from "./agent-connection.js";
import { tlsConnectionOptions } from "./agent-tls.js";
import { endpointUrl, shownUrl } from "./endpoint-url.js";
import { REDIRECTS_MAX, redirectOf } from "./redirect.js";

/** Longest silence of a download server, before its answer and within it. */
export const DOWNLOAD_SILENCE_MS = 60_000;

const REDIRECT_STATUSES = [301, 302, 303, 307, 308];
/** Worth another try; every other status below 500 stays what it is. */
const PASSING_STATUSES = [408, 425, 429];

/** How files of packages are fetched. Headers come with the offer, so there are none here. */
export interface NodeDownloadOptions extends Omit<NodeConnectionOptions, "headers"> {
  /** Default DOWNLOAD_SILENCE_MS. */
  readonly silenceMs?: number;
}

/**
 * Fetches files over HTTP for `syncPackages`: GET with the offered headers and Range, never compressed, since the
 * hash is of the file's own bytes. Redirects are followed, REDIRECTS_MAX at most, never from https to http, and
 * without the offered headers where they lead to another host. Throws `bad-argument` for a proxy that is none.
 */
export function nodeDownload(
  options: NodeDownloadOptions = {},
): (request: DownloadRequest) => Promise<Download> {
  checkProxy(options);
  const download = async (request: DownloadRequest): Promise<Download> => {
    const first = urlOf(request.url);
    let url = first;
    for (let redirects = 0; ; redirects += 1) {
      const response = await get(url, url.host === first.host, request, options);
      const { statusCode = 0, headers } = response;
      if (statusCode === 416 && request.offsetBytes > 0) {
        // What is here is more than there is there: from the beginning, then.
        response.destroy();
        return download({ ...request, offsetBytes: 0 });
      }
      const redirect = redirectOf(url, statusCode, headers.location, REDIRECT_STATUSES);
      if (!redirect || redirects >= REDIRECTS_MAX) return read(response, url, request);
      response.destroy();
      url = redirect.url;
    }
  };
  return download;
}

function urlOf(text: string): URL {
  try {
    return endpointUrl(text, ["http:", "https:"]);
  } catch (error) {
    throw new DownloadRefused("The offer names no http or https URL to download from.", {
      cause: error,
    });
  }
}

function get(
  url: URL,
  isOffered: boolean,
  { headers, offsetBytes, signal }: DownloadRequest,
  options: NodeDownloadOptions,
): Promise<http.IncomingMessage> {
  const secure = url.protocol === "https:";
  const silenceMs = options.silenceMs ?? DOWNLOAD_SILENCE_MS;
  const agent = options.agent ?? tunnelTo(url, options);
  return new Promise((resolve, reject) => {
    const request = (secure ? https : http).request(url, {
      ...tlsConnectionOptions(options.tls),
      ...(agent && { agent }),
      signal,
      timeout: silenceMs,
    });
    for (const [name, value] of isOffered ? headers : []) request.appendHeader(name, value);
    request.setHeader("accept-encoding", "identity");
    if (offsetBytes > 0) request.setHeader("range", `bytes=${offsetBytes}-`);
    request.on("timeout", () =>
      request.destroy(new Error(`${shownUrl(url)} has been silent for ${silenceMs} ms`)),
    );
    request.on("error", reject);
    request.on("response", resolve);
    request.end();
  });
}

function read(
  response: http.IncomingMessage,
  url: URL,
  { offsetBytes }: DownloadRequest,
): Download {
  const { statusCode = 0, headers } = response;
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") {
    return refuse(response, `${shownUrl(url)} sends the file compressed (${encoding})`);
  }
  if (statusCode === 200) {
    const size = Number(headers["content-length"]);
    return {
      offsetBytes: 0,
      ...(Number.isSafeInteger(size) && { totalSizeBytes: size }),
      content: response,
    };
  }
  if (statusCode === 206) {
    const [, start, total] =
      /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers["content-range"] ?? "") ?? [];
    const size = Number(total);
    if (Number(start) === offsetBytes) {
      return {
        offsetBytes,
        ...(Number.isSafeInteger(size) && { totalSizeBytes: size }),
        content: response,
      };
    }
    return refuse(response, `${shownUrl(url)} sends another range than was asked for`);
  }
  const reason = `${shownUrl(url)} answered with HTTP status ${statusCode}`;
  if (statusCode >= 500 || PASSING_STATUSES.includes(statusCode)) {
    response.destroy();
    throw new Error(reason);
  }
  return refuse(response, reason);
}

function refuse(response: http.IncomingMessage, reason: string): never {
  response.destroy();
  throw new DownloadRefused(reason);
}
