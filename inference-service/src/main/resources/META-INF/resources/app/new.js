import * as api from './api.js';
import {duration, element, fill} from './dom.js';
import {fields} from './form.js';

/** Between a change and its estimate, milliseconds. */
const PAUSE = 400;
const FIRST = {model: 'tiny-neox', tokens: {count: 4096}};

/** A specification as a form and as JSON, in step; fields left out take their defaults, and what is wrong is said in the service's words. */
export async function create(part, query) {
  const [models, corpora, document] = await Promise.all([api.get('/models'), api.get('/corpora'), api.get('/q/openapi?format=json')]);
  const begin = (query.get('from') && (await api.experiment(query.get('from'))).specification) || FIRST;
  const text = element('textarea', {id: 'specification', spellcheck: 'false', autocomplete: 'off', 'aria-describedby': 'wrong',
    oninput: () => show()});
  const wrong = element('p', {id: 'wrong', role: 'alert'});
  const send = element('button', {class: 'main'}, 'Request it');
  const takes = element('p', {id: 'takes', class: 'quiet', 'aria-live': 'polite'});
  let waiting;
  const usable = models.filter(model => !model.reason);
  const settings = fields(document.components.schemas,
    {model: usable.map(model => model.name), corpus: corpora.map(corpus => corpus.name)}, put);

  function say(sentence) {
    wrong.className = sentence === '' ? '' : 'problem';
    wrong.textContent = sentence;
  }

  /** The specification in the text; undefined while it is no JSON object. */
  function read() {
    try {
      const json = JSON.parse(text.value);
      say('');
      return json !== null && typeof json === 'object' && !Array.isArray(json) ? json : undefined;
    } catch (problem) {
      say(`This is not JSON: ${problem.message}`);
      return undefined;
    }
  }

  function show() {
    const json = read();
    if (json) {
      settings.refuse('');
      settings.show(json);
      takes.textContent = '';
      clearTimeout(waiting);
      waiting = setTimeout(estimate, PAUSE);
    }
  }

  /** Of what is written now: an answer that comes after the next change is of no use. */
  async function estimate() {
    const asked = text.value;
    const found = await api.estimate(asked);
    if (text.value === asked) {
      takes.textContent = found ? words(found) : '';
    }
  }

  function put(path, value) {
    const json = read();
    if (json) {
      text.value = JSON.stringify(changed(json, path.split('.'), value), null, 2);
      show();
    }
  }

  text.value = JSON.stringify(begin, null, 2);
  show();
  const form = element('form', {novalidate: true, onsubmit: async event => {
    event.preventDefault();
    send.disabled = true;
    try {
      const made = await api.post('/experiments', text.value);
      location.hash = made.experiments
        ? `#/?${new URLSearchParams({text: made.id})}`
        : `#/experiments/${encodeURIComponent(made.id)}`;
    } catch (problem) {
      say(problem.message);
      if (!settings.refuse(problem.message)) {
        text.focus();
      }
    } finally {
      send.disabled = false;
    }
  }},
  element('div', {class: 'beside'}, element('section', {'aria-label': 'Fields'}, settings.place),
    element('div', {}, element('label', {for: 'specification'}, 'The same as JSON'), text, wrong, takes, element('div', {class: 'row'}, send))));
  fill(part, element('h1', {}, 'New experiment'),
    element('p', {}, 'Only model is needed; every other field has a default, which the experiment shows. A field that is given a list of'
      + ' values, in the JSON, makes a study: one experiment for each combination.'), form,
    models.some(model => model.reason) && element('details', {}, element('summary', {}, 'Models that cannot be run'),
      element('ul', {}, models.filter(model => model.reason).map(model => element('li', {}, `${model.name}: ${model.reason}`)))));
}

function words(found) {
  const experiments = found.experiments > 1 ? `${found.experiments} experiments, ` : '';
  const workers = found.workers > 1 ? `${found.workers} workers` : 'one worker';
  return `About ${duration(found.seconds)} on ${workers} with nothing else in progress: ${experiments}${found.blocks} blocks of contexts,`
    + ` ${(found.bytes / 1e6).toPrecision(2)} MB of results (${found.basis}).`;
}

/** A copy with another value at a path; a part that has no fields left is left out. */
function changed(json, [name, ...inner], value) {
  const copy = {...json};
  copy[name] = inner.length === 0 ? value : changed(copy[name] ?? {}, inner, value);
  if (copy[name] === undefined || inner.length > 0 && Object.keys(copy[name]).length === 0) {
    delete copy[name];
  }
  return copy;
}
