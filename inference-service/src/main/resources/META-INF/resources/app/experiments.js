import * as api from './api.js';
import {tags} from './annotation.js';
import {duration, element, fill, state, table, time} from './dom.js';

const PAGE = 50;
const STATES = ['REQUESTED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED'];
const REFRESH = 5000;

/** Experiments, newest first; what is chosen is in the address, so that it can be passed on. */
export async function list(part, query) {
  const models = await api.get('/models');
  const wanted = {limit: PAGE};
  for (const name of ['status', 'model', 'tag', 'text', 'before']) {
    if (query.get(name)) {
      wanted[name] = query.get(name);
    }
  }
  const chosen = new Set();
  let shown = null;
  const rows = element('div');
  const compare = element('button', {type: 'button', disabled: true, onclick: () => {
    location.hash = `#/compare?${new URLSearchParams([...chosen].map(id => ['id', id]))}`;
  }}, 'Compare');

  function choose(id, on) {
    if (on) {
      chosen.add(id);
    } else {
      chosen.delete(id);
    }
    compare.disabled = chosen.size < 2 || chosen.size > 8;
    compare.textContent = chosen.size < 2 ? 'Compare' : `Compare ${chosen.size}`;
  }

  async function load() {
    const found = await api.experiments(wanted);
    // Unchanged rows keep the focus.
    const now = JSON.stringify(found);
    if (now === shown) {
      return;
    }
    shown = now;
    fill(rows, found.length === 0
      ? element('p', {}, wanted.text || wanted.tag || wanted.model || wanted.status
        ? 'No experiment matches.'
        : ['There is no experiment yet. ', element('a', {href: '#/new'}, 'Request one'), '.'])
      : table('Experiments, newest first', [
        {title: '', cell: row => element('input', {type: 'checkbox', checked: chosen.has(row.id), 'aria-label': `Compare ${row.id}`,
          onchange: event => choose(row.id, event.target.checked)})},
        {title: 'experiment', cell: row => element('a', {href: `#/experiments/${encodeURIComponent(row.id)}`}, row.annotation?.name ?? row.id)},
        {title: 'tags', minor: true, cell: row => tags(row.annotation)},
        {title: 'model', cell: row => row.model ?? '–'},
        {title: 'state', cell: row => state(row.status)},
        {title: 'requested by', minor: true, cell: row => row.requestedBy ?? ''},
        {title: 'requested', minor: true, cell: row => time(row.requestedAt)},
        {title: 'took', number: true, cell: row => row.finishedAt
          ? duration((new Date(row.finishedAt) - new Date(row.requestedAt)) / 1000) : '–'},
        {title: 'study', minor: true, cell: row => row.study ?? ''},
      ], found));
    if (found.length === PAGE) {
      const next = new URLSearchParams({...Object.fromEntries(query), before: found[PAGE - 1].id});
      rows.append(element('p', {}, element('a', {href: `#/?${next}`}, 'Older experiments')));
    }
  }

  const choice = (name, title, values) => element('div', {}, element('label', {for: name}, title),
    element('select', {id: name, name}, element('option', {value: ''}, 'any'), values.map(value =>
      element('option', {value, selected: query.get(name) === value}, value.toLowerCase()))));
  const form = element('form', {class: 'row', role: 'search', onsubmit: event => {
    event.preventDefault();
    const given = [...new FormData(form)].filter(([, value]) => value !== '');
    location.hash = `#/?${new URLSearchParams(given)}`;
  }},
  element('div', {}, element('label', {for: 'text'}, 'Text'), element('input', {id: 'text', name: 'text', type: 'search',
    value: query.get('text') ?? ''})),
  element('div', {}, element('label', {for: 'tag'}, 'Tag'), element('input', {id: 'tag', name: 'tag', value: query.get('tag') ?? ''})),
  choice('model', 'Model', models.map(model => model.name)), choice('status', 'State', STATES),
  element('button', {}, 'Filter'), compare);
  fill(part, element('h1', {}, 'Experiments'), form, rows);

  await load();
  // Refreshes a visible list; a failed attempt is repeated.
  const timer = setInterval(() => {
    if (!document.hidden && chosen.size === 0 && !rows.contains(document.activeElement)) {
      load().catch(() => {});
    }
  }, REFRESH);
  return () => clearInterval(timer);
}
