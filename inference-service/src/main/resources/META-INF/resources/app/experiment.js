import * as api from './api.js';
import {annotation} from './annotation.js';
import {digits, duration, element, fill, state, table, time} from './dom.js';
import {findings} from './findings.js';

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
      fill(found, ...await findings(id, view, end => ends.push(end)));
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
