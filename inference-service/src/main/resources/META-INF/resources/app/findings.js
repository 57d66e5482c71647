import * as api from './api.js';
import {digits, element, percent, table} from './dom.js';
import {cloud, communities, distributions, heat} from './drawings.js';
import {doses, figure1, profiles, trajectory} from './figures.js';

const MOST_CHECKPOINTS = 60;

/**
 * What an experiment found, section by section; what it has nothing of is left out.
 *
 * @param {function} atEnd receives what is to be called when the page is left
 */
export async function findings(id, view, atEnd) {
  const address = `#/experiments/${encodeURIComponent(id)}/neurons/`;
  const open = neuron => {
    location.hash = address + neuron;
  };
  const rows = (name, query) => api.rows(id, name, query);
  const drawn = ({place, end}) => {
    atEnd(end);
    return place;
  };
  const plateau = (await rows('neuron_influences', [['token_group', 'rare'], ['role', 'plateau'], ['role', 'substitute'], ['columns', 'neuron,role']]));
  const marked = new Set(plateau.map(row => row.neuron));
  const parts = await Promise.all([
    verdicts(rows), ranking(rows, open, drawn), neurons(plateau, address), effects(rows, marked, open), joint(rows, drawn), groups(rows, open),
    layer(rows, marked, open), heads(rows), attention(rows, drawn), training(id, view, drawn)]);
  return [...parts, element('h2', {}, 'Everything else'), await downloads(id),
    element('details', {}, element('summary', {}, 'Specification'), element('pre', {tabindex: 0}, JSON.stringify(view.specification, null, 2))),
    view.provenance && element('details', {}, element('summary', {}, 'Provenance'), element('pre', {tabindex: 0}, JSON.stringify(view.provenance, null, 2)))];
}

async function verdicts(rows) {
  const found = await rows('verdicts');
  return found.length > 0 && [element('h2', {}, 'What it found'), found.map(verdict => element('div', {class: `verdict ${verdict.outcome.replace(' ', '-')}`},
    element('h3', {}, `${verdict.name}: ${verdict.outcome}`), element('p', {}, verdict.summary),
    element('p', {class: 'quiet'}, `${verdict.statistic} ${digits(verdict.value)}, p ${digits(verdict.p_value)}: ${verdict.test}`)))];
}

async function ranking(rows, open, drawn) {
  const [figure, regimes] = await Promise.all([
    rows('figure_1', {columns: 'token_group,rank,neuron,influence,fit,regime,influence_low,influence_high'}), rows('regimes')]);
  return figure.length > 0 && [element('h2', {}, 'Influence against rank'), drawn(figure1(figure, open)), table('Regimes', [
    {title: 'tokens', cell: row => row.token_group},
    {title: 'kappa', number: true, cell: row => `${digits(row.kappa)} (${digits(row.kappa_low)} to ${digits(row.kappa_high)})`},
    {title: 'R²', number: true, cell: row => digits(row.r_squared)},
    {title: 'above noise', number: true, cell: row => digits(row.noise_floor)},
    {title: 'plateau', number: true, cell: row => digits(row.plateau_size)},
    {title: '', cell: row => row.plateau_statement},
  ], regimes)];
}

/** The neurons that figures mark, as links: a figure cannot be walked through by keyboard. */
function neurons(plateau, address) {
  return plateau.length > 0 && element('p', {}, plateau[0].role === 'plateau' ? 'Neurons of the plateau: ' : 'The top-ranked neurons, studied in place of a plateau: ',
    plateau.map(({neuron}, i) => [i > 0 && ', ', element('a', {href: address + neuron}, neuron)]), '.');
}

async function effects(rows, marked, open) {
  const found = await rows('neuron_effects', {token_group: 'rare', columns: 'neuron,direct,norm_mediated,total,role'});
  return found.length > 0 && [element('h2', {}, 'What influence is made of'),
    element('p', {}, 'Each point is a neuron by its direct and its norm-mediated effect on rare tokens, nats. Neurons of the plateau, or its substitutes, are marked and open when clicked.'),
    cloud('Direct against norm-mediated effects of neurons on rare tokens', 'direct effect, nats', 'norm-mediated effect, nats',
      found.map(row => ({x: row.direct, y: row.norm_mediated, marked: marked.has(row.neuron), neuron: row.neuron,
        title: `neuron ${row.neuron}, ${row.role}: total ${digits(row.total)} nats`})), open)];
}

async function joint(rows, drawn) {
  const found = await rows('dose_response');
  return found.length > 0 && [element('h2', {}, 'Neurons ablated at once'), drawn(doses(found))];
}

async function groups(rows, open) {
  const [table1, controls, members, edges] = await Promise.all([rows('table_1'), rows('control_modularities', {columns: 'neuron_group,signed_modularity'}),
    rows('community_members', {graph: 'set', set_index: 0, columns: 'neuron_group,neuron,community,degree'}),
    rows('graph_edges', {graph: 'set', columns: 'neuron_group,neuron,other,correlation'})]);
  const strips = table1.map(group => ({name: group.neuron_group, marked: group.signed_modularity,
    values: controls.filter(row => row.neuron_group === group.neuron_group).map(row => row.signed_modularity).filter(value => value !== null)}))
    .filter(({values}) => values.length > 0);
  return table1.length > 0 && [element('h2', {}, 'Communities of the plateau'), table('Table 1', [
    {title: 'group', cell: row => row.neuron_group},
    {title: 'neurons', number: true, cell: row => row.neurons},
    {title: 'signed modularity', number: true, cell: row => `${digits(row.signed_modularity)} ± ${digits(row.signed_modularity_sd)}`},
    {title: 'communities', number: true, cell: row => digits(row.communities)},
    {title: 'p (Holm)', number: true, cell: row => digits(row.p_corrected)},
    {title: '', cell: row => row.reason ?? ''},
  ], table1), strips.length > 0 && [element('p', {}, 'Each dot is a control, a random set of as many neurons; the diamond is the group that is tested against them.'),
    distributions('Signed modularity of each group beside that of its controls', 'signed modularity', strips)],
  [...new Set(members.map(member => member.neuron_group))].map(name => {
    const own = members.filter(member => member.neuron_group === name);
    return [element('h3', {}, `${name} neurons`), communities(`Communities of the ${name.toLowerCase()} neurons of the plateau`, own,
      edges.filter(edge => edge.neuron_group === name), new Set(own.map(member => member.neuron)), open)];
  })];
}

async function layer(rows, marked, open) {
  const [members, edges] = await Promise.all([rows('community_members', {graph: 'layer', columns: 'neuron,community,degree'}),
    rows('graph_edges', {graph: 'layer', columns: 'neuron,other,correlation'})]);
  const count = new Set(members.map(member => member.community)).size;
  return members.length > 0 && [element('h2', {}, 'Communities of the layer'),
    element('p', {}, `All ${members.length} neurons in ${count} ${count === 1 ? 'community' : 'communities'}, a disc each, the largest first and the best`
      + ' connected neurons in the middle. Neurons of the plateau, or its substitutes, are marked and open when clicked.'
      + ` Lines are the ${edges.length} strongest correlations, dashed where they are negative.`),
    communities('Communities of the layer, with the neurons of the plateau marked', members, edges, marked, open)];
}

async function heads(rows) {
  const [found, table2] = await Promise.all([rows('heads'), rows('table_2')]);
  return found.length > 0 && [element('h2', {}, 'Attention heads'),
    heat('Change of plateau activation at rare tokens when a head is ablated, %', found, 'change_percent_rare'),
    heat('The same at common tokens, %', found, 'change_percent_common'),
    heat('Impact at rare less at common tokens', found, 'excess'), table('Table 2', [
      {title: 'ablated', cell: row => row.ablation_target},
      {title: 'change', number: true, cell: row => percent(row.change_percent)},
      {title: 'effect size', number: true, cell: row => digits(row.effect_size)},
      {title: 'p', number: true, cell: row => digits(row.p_value)},
    ], table2)];
}

async function attention(rows, drawn) {
  const found = await rows('attention_profiles', {columns: 'layer,head,token_group,relative_offset,weight'});
  return found.length > 0 && [element('h2', {}, 'Where attention goes'), drawn(profiles(found))];
}

/** The checkpoints of the same training run that were studied: of each the newest experiment, and of this one's this. */
async function training(id, view, drawn) {
  const run = /^(.+@step)\d+$/.exec(view.model ?? '')?.[1];
  if (!run) {
    return null;
  }
  const found = await api.experiments({text: run, status: 'COMPLETED', limit: MOST_CHECKPOINTS});
  const newest = new Map(found.filter(one => one.model.startsWith(run)).reverse().map(one => [one.model, one.id]));
  newest.set(view.model, id);
  const steps = (await Promise.all([...newest.values()].map(one => api.rows(one, 'trajectories')))).flat();
  return new Set(steps.map(row => row.step)).size > 1 && [element('h2', {}, 'Over training'),
    element('p', {}, `${newest.size} checkpoints of the run, this experiment's among them.`), drawn(trajectory(steps))];
}

async function downloads(id) {
  const address = `/experiments/${encodeURIComponent(id)}`;
  const [views, figures] = await Promise.all([api.get(`${address}/results`), api.get(`${address}/figures`)]);
  return [element('details', {}, element('summary', {}, `Figures (${figures.length})`), table('Figures, as the report draws them', [
    {title: 'figure', cell: figure => figure.title},
    {title: '', cell: figure => figure.obstacle ? `not drawn: ${figure.obstacle}` : element('a', {href: figure.svg, download: `${figure.name}.svg`}, 'SVG')},
    {title: '', cell: figure => figure.png && element('a', {href: figure.png, download: `${figure.name}.png`}, 'PNG')},
  ], figures)), element('details', {}, element('summary', {}, `Tables (${views.length})`), table('Tables of results', [
    {title: 'table', cell: view => view.name},
    {title: '', cell: view => element('a', {href: `${view.href}?format=csv`, download: `${view.name}.csv`}, 'CSV')},
    {title: '', cell: view => element('a', {href: `${view.href}?format=parquet`, download: `${view.name}.parquet`}, 'Parquet')},
    {title: '', cell: view => element('a', {href: `${view.href}?format=json`, download: `${view.name}.json`}, 'JSON')},
    {title: 'what a row is', cell: view => view.description},
  ], views))];
}
