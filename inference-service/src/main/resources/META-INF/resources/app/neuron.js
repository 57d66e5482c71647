import * as api from './api.js';
import {contexts, logits} from './contexts.js';
import {digits, element, fill, table} from './dom.js';

const VIEWS = ['neuron_influences', 'neuron_effects', 'ablation_accuracy', 'ablation_constants', 'community_members'];

/** Everything that results know of one neuron, with the definition of each number. */
export async function neuron(part, query, id, index) {
  const address = `#/experiments/${encodeURIComponent(id)}`;
  const catalogue = await api.get(`/experiments/${encodeURIComponent(id)}/results`);
  const found = await Promise.all(VIEWS.map(async name =>
    ({view: catalogue.find(view => view.name === name), rows: await api.rows(id, name, {neuron: index})})));
  const [inContexts, onLogits] = await Promise.all(['neuron_contexts', 'neuron_logits'].map(name => api.rows(id, name, {neuron: index})));
  const layer = found.flatMap(({rows}) => rows).map(row => row.mlp_layer).find(Number.isInteger);
  fill(part, element('p', {}, element('a', {href: address}, `Experiment ${id}`)),
    element('h1', {}, `Neuron ${index}${layer === undefined ? '' : ` of layer ${layer}`}`),
    element('p', {class: 'row'},
      Number(index) > 0 && element('a', {href: `${address}/neurons/${Number(index) - 1}`}, 'Neuron before'),
      element('a', {href: `${address}/neurons/${Number(index) + 1}`}, 'Next neuron')),
    found.every(({rows}) => rows.length === 0) && element('p', {}, 'Nothing is known of it: is it a neuron of this model, and has the experiment ended?'),
    inContexts.length > 0 && contexts(inContexts),
    onLogits.length > 0 && logits(onLogits),
    found.filter(({rows}) => rows.length > 0).map(({view, rows}) => section(view, rows)));
}

/** A line per number, a column per row of the view: rare beside common. */
function section(view, rows) {
  const fixed = ['experiment_id', 'model', 'mlp_layer', 'neuron'];
  const title = row => view.key.filter(key => !fixed.includes(key)).map(key => row[key]).filter(value => value !== null).join(' ');
  return [element('h2', {}, view.description.split(/[:.]/)[0]), table(view.description, [
    {title: '', cell: column => column.name.replaceAll('_', ' ')},
    ...rows.map((row, i) => ({title: title(row) || `${i + 1}`, number: true, cell: column => digits(row[column.name])})),
    {title: 'what it is', cell: column => element('span', {class: 'quiet'}, column.definition)},
  ], view.columns.filter(column => !fixed.includes(column.name) && !(view.key.includes(column.name) && rows.length > 1)))];
}
