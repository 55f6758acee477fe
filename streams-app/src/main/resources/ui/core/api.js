/** Requests to the API. All addresses are relative to the page, so that a prefix or a proxy in front changes nothing. */
import {useCallback, useEffect, useRef, useState} from './dom.js';
import {onKinds} from './live.js';
import {observeServerDate} from './time.js';

const TOCSIN = '../api/v1/tocsin/';

/** An answer other than success. Its message is the server's. */
export class ApiError extends Error {
  /** @param {number} status of HTTP; 0 if there was no answer */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Where the API is, for commands that are copied. */
export function instanceUrl() {
  return new URL('..', document.baseURI).href.replace(/\/$/, '');
}

/**
 * Sends a request and returns the data of the answer.
 * @param {string} path below `/api/v1/tocsin`, or relative to the page if it begins with `../`
 * @throws {ApiError}
 */
export async function request(path, {method = 'GET', body, type = 'application/json', signal} = {}) {
  const url = new URL(path.startsWith('../') ? path : TOCSIN + path, document.baseURI);
  let response;
  try {
    response = await fetch(url, {
      method,
      signal,
      headers: body === undefined ? {} : {'Content-Type': type},
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    throw new ApiError(0, 'The instance does not answer. It may be restarting, or the network is down.');
  }
  observeServerDate(response.headers.get('Date'));
  return contentOf(response);
}

async function contentOf(response) {
  const text = await response.text();
  const json = parse(text);
  if (!response.ok) {
    const message = json?.error ?? json?.message ?? (typeof json === 'string' ? json : undefined);
    throw new ApiError(response.status, message || text.trim().slice(0, 500) || `HTTP status ${response.status}`);
  }
  return json?.status === 'success' && 'data' in json ? json.data : json;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function post(path, body, options = {}) {
  return request(path, {method: 'POST', body, ...options});
}

/**
 * Loads data, and loads them again when one of their kinds changes. While that happens, the former data stay.
 * @param {string | null} path null loads nothing
 * @param {string[]} kinds of the live updates: alerts, silences, sent, members, rules, config
 * @param {object | string} [body] is posted: an object as JSON, a text as YAML
 * @returns {{data: any, error: ApiError | null, isLoading: boolean, reload: () => void}}
 */
export function useData(path, kinds = [], body) {
  const [state, setState] = useState({path: null, data: undefined, error: null, isLoading: true});
  const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'application/yaml' : 'application/json';
  const running = useRef(null);

  const load = useCallback(async () => {
    running.current?.abort();
    if (path === null) {
      setState({path, data: undefined, error: null, isLoading: false});
      return;
    }
    const abort = new AbortController();
    running.current = abort;
    setState((before) => ({...before, isLoading: true}));
    try {
      const data = await request(path, {method: sent ? 'POST' : 'GET', body: sent, type, signal: abort.signal});
      setState({path, data, error: null, isLoading: false});
    } catch (error) {
      if (error.name !== 'AbortError') {
        setState((before) => ({path, data: before.path === path ? before.data : undefined, error, isLoading: false}));
      }
    }
  }, [path, sent, type]);

  useEffect(() => {
    load();
    return () => running.current?.abort();
  }, [load]);
  const names = kinds.join();
  useEffect(() => (names ? onKinds(names.split(','), load) : undefined), [names, load]);
  return {...state, reload: load};
}
