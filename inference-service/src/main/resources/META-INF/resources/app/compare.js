import * as api from './api.js';
import {digits, element, fill, table} from './dom.js';
import {overlay, trajectory} from './figures.js';

/** Two to eight experiments side by side: in what they were asked differently, and what they found. */
export async function compare(part, query) {
  const ids = query.getAll('id');
  if (ids.length < 2 || ids.length > 8) {
    throw new Error('Choose two to eight experiments in the list to compare them.');
  }
  const all = await Promise.all(ids.map(async id => ({
    view: await api.experiment(id), verdicts: await api.rows(id, 'verdicts'), regimes: await api.rows(id, 'regimes'),
    rankings: await api.rows(id, 'figure_1', {columns: 'token_group,rank,influence'}), steps: await api.rows(id, 'trajectories')})));
  const columns = all.map(({view}, i) => ({title: element('a', {href: `#/experiments/${encodeURIComponent(view.id)}`}, title(view)),
    cell: row => row.values[i]}));
  const names = [...new Set(all.flatMap(({verdicts}) => verdicts.map(verdict => verdict.name)))];
  const measured = [['kappa', 'kappa'], ['R²', 'r_squared'], ['plateau size', 'plateau_size'], ['ranks above noise', 'noise_floor']];
  const figures = [];
  const drawn = figure => {
    figures.push(figure);
    return figure.place;
  };
  fill(part, element('h1', {}, 'Experiments compared'),
    element('h2', {}, 'Settings that differ'),
    table('Fields of the specification that differ', [{title: 'field', cell: row => row.field}, ...columns], differences(all.map(({view}) => view.specification))),
    element('h2', {}, 'Verdicts'),
    table('Verdicts', [{title: 'verdict', cell: row => row.name}, ...columns], names.map(name => ({name, values: all.map(({verdicts}) => {
      const verdict = verdicts.find(one => one.name === name);
      return verdict ? `${verdict.outcome} (p ${digits(verdict.p_value)})` : '–';
    })}))),
    rankings(all, drawn),
    element('h2', {}, 'Regimes'),
    table('Regimes', [{title: '', cell: row => row.name}, ...columns], ['rare', 'common'].flatMap(group => measured.map(([name, column]) => ({
      name: `${name}, ${group}`, values: all.map(({regimes}) => digits(regimes.find(row => row.token_group === group)?.[column]))})))),
    new Set(all.flatMap(({steps}) => steps.map(row => row.step))).size > 1
      && [element('h2', {}, 'Over training'), drawn(trajectory(all.flatMap(({steps}) => steps)))]);
  return () => figures.forEach(figure => figure.end());
}

const title = view => view.annotation?.name ?? view.id;

function rankings(all, drawn) {
  const shown = all.filter(one => one.rankings.length > 0);
  return shown.length > 0 && [element('h2', {}, 'Influence against rank'), ['rare', 'common'].map(group => [element('h3', {}, `On ${group} tokens`),
    drawn(overlay(group, shown.map(one => ({name: title(one.view), rows: one.rankings.filter(row => row.token_group === group)}))))])];
}

function differences(specifications) {
  const flat = specifications.map(specification => new Map(paths(specification ?? {}, '')));
  return [...new Set(flat.flatMap(fields => [...fields.keys()]))].sort()
    .filter(field => new Set(flat.map(fields => fields.get(field))).size > 1)
    .map(field => ({field, values: flat.map(fields => fields.get(field) ?? '–')}));
}

function paths(value, path) {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.entries(value).flatMap(([name, inner]) => paths(inner, path === '' ? name : `${path}.${name}`))
    : [[path, JSON.stringify(value)]];
}
