import * as api from './api.js';
import {annotation} from './annotation.js';
import {digits, duration, element, fill, percent, state, table, time} from './dom.js';
import {cloud, doses, figure1, heat} from './figures.js';

const RUNNING = ['REQUESTED', 'RUNNING'];
/** Milliseconds between redraws, however many events arrive. */
const CALM = 250;

/** One experiment: how far it is, then what it found. */
export async function show(part, query, id) {
  const head = element('div');
  const found = element('div');
  let ends = [];
  let view = await api.experiment(id);
  const began = {at: Date.now(), done: done(view)};

  async function results() {
    ends.forEach(end => end());
    ends = [];
    if (!RUNNING.includes(view.status)) {
      fill(found, ...await sections(id, view, end => ends.push(end)));
    }
  }

  header(head, view, began);
  fill(part, head, annotation(view), found);
  await results();

  let leave = () => {};
  if (RUNNING.includes(view.status)) {
    let waiting = null;
    const stop = api.follow(id, next => {
      const ended = RUNNING.includes(view.status) && !RUNNING.includes(next.status);
      view = next;
      if (ended) {
        header(head, view, began);
        results();
      } else if (waiting === null) {
        waiting = setTimeout(() => {
          waiting = null;
          header(head, view, began);
        }, CALM);
      }
    });
    leave = () => {
      stop();
      clearTimeout(waiting);
    };
  }
  return () => {
    leave();
    ends.forEach(end => end());
  };
}

function done(view) {
  return (view.stages ?? []).reduce((sum, stage) => sum + stage.done, 0);
}

function header(place, view, began) {
  const id = encodeURIComponent(view.id);
  const running = RUNNING.includes(view.status);
  const stop = element('button', {onclick: async () => {
    if (confirm(`Cancel experiment ${view.id}? What it has computed is kept out of the results.`)) {
      await api.cancel(view.id);
    }
  }}, 'Cancel');
  fill(place, element('h1', {}, `Experiment ${view.id}`),
    element('dl', {},
      element('dt', {}, 'state'), element('dd', {'aria-live': 'polite'}, state(view.status),
        view.queuePosition ? `, place ${view.queuePosition} in the queue` : ''),
      view.reason && [element('dt', {}, 'reason'), element('dd', {}, element('p', {class: 'problem'}, view.reason))],
      element('dt', {}, 'model'), element('dd', {}, view.model ?? '–'),
      element('dt', {}, 'corpus'), element('dd', {}, view.corpus ?? '–'),
      view.study && [element('dt', {}, 'study'), element('dd', {}, element('a', {href: `#/?${new URLSearchParams({text: view.study})}`}, view.study))],
      element('dt', {}, 'requested'), element('dd', {}, time(view.requestedAt)),
      view.finishedAt && [element('dt', {}, 'took'),
        element('dd', {}, duration((new Date(view.finishedAt) - new Date(view.requestedAt)) / 1000))]),
    element('div', {class: 'row'}, running && stop,
      element('a', {href: `#/new?${new URLSearchParams({from: view.id})}`}, 'Run again with changes'),
      !running && element('a', {href: `/experiments/${id}/archive`, download: ''}, 'Download everything')),
    running && stages(view, began));
}

function stages(view, began) {
  const seconds = (Date.now() - began.at) / 1000;
  const blocks = view.stages.reduce((sum, stage) => sum + stage.blocks, 0);
  const rate = (done(view) - began.done) / Math.max(1, seconds);
  const left = rate > 0 && view.stages.every(stage => stage.blocks > 0)
    ? `, about ${duration((blocks - done(view)) / rate)} left` : '';
  return element('section', {'aria-label': 'Progress'},
    element('h2', {}, 'Progress'),
    element('p', {class: 'quiet'}, `${done(view)} blocks done, ${digits(rate)} a second${left}.`),
    table('Stages in their order', [
      {title: 'stage', cell: stage => stage.stage},
      {title: 'service', minor: true, cell: stage => stage.service},
      {title: 'progress', cell: stage => element('progress', {max: stage.blocks || 1, value: stage.done, 'aria-label': stage.stage})},
      {title: 'blocks', number: true, cell: stage => stage.blocks === 0 ? 'not begun' : `${stage.done} / ${stage.blocks}`},
    ], view.stages));
}

async function sections(id, view, atEnd) {
  const open = neuron => {
    location.hash = `#/experiments/${encodeURIComponent(id)}/neurons/${neuron}`;
  };
  const [verdicts, figure, regimes, table1, table2, heads, effects, response, plateaus] = await Promise.all([
    api.rows(id, 'verdicts'), api.rows(id, 'figure_1', {columns: 'token_group,rank,neuron,influence,fit,regime,influence_low,influence_high'}), api.rows(id, 'regimes'), api.rows(id, 'table_1'), api.rows(id, 'table_2'),
    api.rows(id, 'heads'), api.rows(id, 'neuron_effects', {token_group: 'rare', columns: 'neuron,direct,norm_mediated,total,role'}),
    api.rows(id, 'dose_response'), api.rows(id, 'neuron_influences', [['token_group', 'rare'], ['role', 'plateau'], ['role', 'substitute'], ['columns', 'neuron']])]);
  const plateau = new Set(plateaus.map(row => row.neuron));
  const parts = [];
  if (verdicts.length > 0) {
    parts.push(element('h2', {}, 'What it found'), verdicts.map(verdict => element('div', {class: `verdict ${verdict.outcome.replace(' ', '-')}`},
      element('h3', {}, `${verdict.name}: ${verdict.outcome}`), element('p', {}, verdict.summary),
      element('p', {class: 'quiet'}, `${verdict.statistic} ${digits(verdict.value)}, p ${digits(verdict.p_value)}: ${verdict.test}`))));
  }
  if (figure.length > 0) {
    const drawn = figure1(figure, open);
    atEnd(drawn.end);
    parts.push(element('h2', {}, 'Influence against rank'), drawn.place, table('Regimes', [
      {title: 'tokens', cell: row => row.token_group},
      {title: 'kappa', number: true, cell: row => `${digits(row.kappa)} (${digits(row.kappa_low)} to ${digits(row.kappa_high)})`},
      {title: 'R²', number: true, cell: row => digits(row.r_squared)},
      {title: 'above noise', number: true, cell: row => digits(row.noise_floor)},
      {title: 'plateau', number: true, cell: row => digits(row.plateau_size)},
      {title: '', cell: row => row.plateau_statement},
    ], regimes));
  }
  if (effects.length > 0) {
    parts.push(element('h2', {}, 'What influence is made of'),
      element('p', {}, 'Each point is a neuron by its direct and its norm-mediated effect on rare tokens, nats. Neurons of the plateau, or its substitutes, are marked and open when clicked.'),
      cloud('Direct against norm-mediated effects of neurons on rare tokens', 'direct effect, nats', 'norm-mediated effect, nats',
        effects.map(row => ({x: row.direct, y: row.norm_mediated, marked: plateau.has(row.neuron), neuron: row.neuron,
          title: `neuron ${row.neuron}, ${row.role}: total ${digits(row.total)} nats`})), open));
  }
  if (response.length > 0) {
    const drawn = doses(response);
    atEnd(drawn.end);
    parts.push(element('h2', {}, 'Neurons ablated at once'), drawn.place);
  }
  if (table1.length > 0) {
    parts.push(element('h2', {}, 'Communities of the plateau'), table('Table 1', [
      {title: 'group', cell: row => row.neuron_group},
      {title: 'neurons', number: true, cell: row => row.neurons},
      {title: 'signed modularity', number: true, cell: row => `${digits(row.signed_modularity)} ± ${digits(row.signed_modularity_sd)}`},
      {title: 'communities', number: true, cell: row => digits(row.communities)},
      {title: 'p (Holm)', number: true, cell: row => digits(row.p_corrected)},
      {title: '', cell: row => row.reason ?? ''},
    ], table1));
  }
  if (heads.length > 0) {
    parts.push(element('h2', {}, 'Attention heads'),
      heat('Change of plateau activation at rare tokens when a head is ablated, %', heads, 'change_percent_rare'),
      heat('The same at common tokens, %', heads, 'change_percent_common'),
      heat('Impact at rare less at common tokens', heads, 'excess'), table('Table 2', [
        {title: 'ablated', cell: row => row.ablation_target},
        {title: 'change', number: true, cell: row => percent(row.change_percent)},
        {title: 'effect size', number: true, cell: row => digits(row.effect_size)},
        {title: 'p', number: true, cell: row => digits(row.p_value)},
      ], table2));
  }
  parts.push(element('h2', {}, 'Everything else'), await downloads(id),
    element('details', {}, element('summary', {}, 'Specification'), element('pre', {tabindex: 0}, JSON.stringify(view.specification, null, 2))),
    view.provenance && element('details', {}, element('summary', {}, 'Provenance'), element('pre', {tabindex: 0}, JSON.stringify(view.provenance, null, 2))));
  return parts;
}

async function downloads(id) {
  const views = await api.get(`/experiments/${encodeURIComponent(id)}/results`);
  return element('details', {}, element('summary', {}, `Tables (${views.length})`), table('Tables of results', [
    {title: 'table', cell: view => view.name},
    {title: '', cell: view => element('a', {href: `${view.href}?format=csv`, download: `${view.name}.csv`}, 'CSV')},
    {title: '', cell: view => element('a', {href: `${view.href}?format=json`, download: `${view.name}.json`}, 'JSON')},
    {title: 'what a row is', cell: view => view.description},
  ], views));
}
