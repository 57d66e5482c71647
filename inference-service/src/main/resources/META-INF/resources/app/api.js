/** An error with the service's explanation. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

async function answer(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Problem(0, 'The service does not answer. It may be restarting: try again in a moment.');
  }
  if (!response.ok) {
    let detail = `${response.status} ${response.statusText}`;
    try {
      detail = (await response.json()).detail ?? detail;
    } catch {
      // Not the service's answer but a proxy's.
    }
    throw new Problem(response.status, detail);
  }
  return response;
}

/** Limits requests in progress: the service bounds concurrent downloads for all its clients. */
const AT_ONCE = 2;
const TRIES = 5;
const waiting = [];
let running = 0;

async function turn(work) {
  if (running >= AT_ONCE) {
    await new Promise(resolve => waiting.push(resolve));
  }
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

async function patiently(path) {
  for (let tried = 1; ; tried++) {
    try {
      return await (await answer(path, {headers: {accept: 'application/json'}})).json();
    } catch (problem) {
      if (problem.status !== 503 || tried === TRIES) {
        throw problem;
      }
      await new Promise(resolve => setTimeout(resolve, 1000 * tried));
    }
  }
}

export const get = path => turn(() => patiently(path));

export async function post(path, json) {
  return (await answer(path, {method: 'POST', headers: {'content-type': 'application/json'}, body: json})).json();
}

/** What an experiment will take; undefined where that cannot be said, as of a specification that is refused. */
export async function estimate(json) {
  try {
    return await post('/estimates', json);
  } catch {
    return undefined;
  }
}

async function put(path, json) {
  return (await answer(path, {method: 'PUT', headers: {'content-type': 'application/json'}, body: json})).json();
}

export async function remove(path) {
  await answer(path, {method: 'DELETE'});
}

const id = encodeURIComponent;

export const experiments = query => get(`/experiments?${new URLSearchParams(query)}`);
export const experiment = key => get(`/experiments/${id(key)}`);
export const annotate = (key, given) => put(`/experiments/${id(key)}/annotation`, JSON.stringify(given));
export const cancel = key => remove(`/experiments/${id(key)}`);

/** Rows of a view of results; a view that the experiment has nothing in has none. */
export const rows = (key, view, query) => get(`/experiments/${id(key)}/results/${view}?${new URLSearchParams(query ?? {})}`);

/**
 * Follows an experiment until it has ended, also through a restart of the service.
 *
 * @returns {function} ends it
 */
export function follow(key, changed) {
  const events = new EventSource(`/experiments/${id(key)}/events`);
  events.onmessage = event => {
    const view = JSON.parse(event.data);
    if (!['REQUESTED', 'RUNNING'].includes(view.status)) {
      events.close();
    }
    changed(view);
  };
  return () => events.close();
}
