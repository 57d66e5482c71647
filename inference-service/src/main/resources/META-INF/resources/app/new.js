import * as api from './api.js';
import {element, fill} from './dom.js';

const FIRST = {model: 'tiny-neox', tokens: {count: 4096}};

/** A specification as JSON; fields left out take their defaults, and what is wrong is said in the service's words. */
export async function create(part, query) {
  const [models, corpora] = await Promise.all([api.get('/models'), api.get('/corpora')]);
  let begin = FIRST;
  if (query.get('from')) {
    begin = (await api.experiment(query.get('from'))).specification ?? FIRST;
  }
  const text = element('textarea', {id: 'specification', spellcheck: 'false', autocomplete: 'off', 'aria-describedby': 'wrong'});
  text.value = JSON.stringify(begin, null, 2);
  const wrong = element('p', {id: 'wrong', role: 'alert'});
  const send = element('button', {class: 'main'}, 'Request it');

  function put(field, value) {
    try {
      const json = JSON.parse(text.value);
      json[field] = value;
      text.value = JSON.stringify(json, null, 2);
      fill(wrong);
    } catch (problem) {
      say(`This is not JSON: ${problem.message}`);
    }
  }

  function say(sentence) {
    wrong.className = 'problem';
    wrong.textContent = sentence;
  }

  const usable = models.filter(model => !model.reason);
  const choice = (name, title, values) => element('div', {}, element('label', {for: name}, title),
    element('select', {id: name, onchange: event => event.target.value && put(name, event.target.value)},
      element('option', {value: ''}, 'as below'), values.map(value => element('option', {value}, value))));
  const form = element('form', {onsubmit: async event => {
    event.preventDefault();
    send.disabled = true;
    try {
      const made = await api.post('/experiments', text.value);
      location.hash = made.experiments
        ? `#/?${new URLSearchParams({text: made.id})}`
        : `#/experiments/${encodeURIComponent(made.id)}`;
    } catch (problem) {
      say(problem.message);
      text.focus();
    } finally {
      send.disabled = false;
    }
  }},
  element('div', {class: 'row'}, choice('model', 'Model', usable.map(model => model.name)),
    choice('corpus', 'Corpus', corpora.map(corpus => corpus.name))),
  element('label', {for: 'specification'}, 'Specification'), text, wrong,
  element('div', {class: 'row'}, send));
  fill(part, element('h1', {}, 'New experiment'),
    element('p', {}, 'Only model is needed; every other field has a default, which the experiment shows. A field that is given a list of'
      + ' values makes a study: one experiment for each combination.'), form,
    models.some(model => model.reason) && element('details', {}, element('summary', {}, 'Models that cannot be run'),
      element('ul', {}, models.filter(model => model.reason).map(model => element('li', {}, `${model.name}: ${model.reason}`)))));
}
