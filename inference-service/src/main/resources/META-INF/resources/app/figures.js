import uPlot from '/webjars/uplot/1.6.30/dist/uPlot.esm.js';
import {digits, element} from './dom.js';

const HEIGHT = 340;

/** A colour of the style sheet, as it is in light or dark. */
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** 10 % of a colour, for bands. */
function faint(name) {
  return `${colour(name)}22`;
}

/**
 * Curves over one axis, by uPlot. The chart follows the width of its place and the change between light and dark.
 *
 * @param {string} label what it shows, for those who do not see it
 * @param {object} options of uPlot, made again by this function whenever colours change
 * @param {Array} data of uPlot: x, then each series
 */
function curves(label, options, data) {
  const place = element('div', {class: 'chart', role: 'img', 'aria-label': label});
  let chart = null;
  const draw = () => {
    chart?.destroy();
    chart = new uPlot({width: Math.max(280, place.clientWidth), height: HEIGHT, ...options()}, data, place);
  };
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', draw);
  // In the next frame: browsers report a resize within the callback as an error.
  const size = new ResizeObserver(() => requestAnimationFrame(() => {
    if (!place.isConnected) {
      return;
    }
    if (chart === null) {
      draw();
    } else {
      chart.setSize({width: Math.max(280, place.clientWidth), height: HEIGHT});
    }
  }));
  size.observe(place);
  return {place, end: () => {
    dark.removeEventListener('change', draw);
    size.disconnect();
    chart?.destroy();
  }};
}

function axis(label, log) {
  return {label, stroke: colour('text'), grid: {stroke: colour('line'), width: 1}, ticks: {stroke: colour('line')},
    ...(log && {values: (chart, splits) => splits.map(value => value === null ? '' : powerOfTen(value))})};
}

/** Labels powers of ten only. */
function powerOfTen(value) {
  const exponent = Math.log10(value);
  return Math.abs(exponent - Math.round(exponent)) < 1e-9
    ? Math.abs(Math.round(exponent)) < 4 ? digits(value) : value.toExponential(0) : '';
}

const line = (label, name, more) => ({label, stroke: colour(name), width: 2, value: (chart, value) => digits(value), points: {show: false}, ...more});
const dots = (label, name, more) => ({label, stroke: colour(name), fill: colour(name), value: (chart, value) => digits(value), paths: () => null,
  points: {show: true, size: 5, fill: colour(name), stroke: colour(name)}, ...more});

/** An edge of a band. */
const edge = name => line('', name, {width: 0, stroke: 'transparent'});

/** Entries: [colour, kind of mark, words]; the mark tells them apart without the colour. */
function legend(...entries) {
  const marks = {dots: '●', line: '━', dashes: '╌', points: '┈', mixed: '╍', band: '▒'};
  return element('ul', {class: 'legend'}, entries.map(([name, kind, words]) =>
    element('li', {}, element('span', {class: name, 'aria-hidden': true}, marks[kind]), ` ${words ?? name}`)));
}

/**
 * Figure 1: influence against rank on logarithmic axes, the line fit, and the interval of the rare ranking.
 *
 * @param {Array} rows of results.figure_1
 * @param {function} open called with a neuron that is clicked
 */
export function figure1(rows, open) {
  const groups = Object.fromEntries(['rare', 'common'].map(group =>
    [group, new Map(rows.filter(row => row.token_group === group).map(row => [row.rank, row]))]));
  const ranks = [...new Set(rows.map(row => row.rank))].sort((a, b) => a - b);
  const column = (group, value) => ranks.map(rank => {
    const found = groups[group].get(rank)?.[value];
    return found > 0 ? found : null;
  });
  // The interval falls to zero at the last ranks; the axis shows the range of the influences.
  const seen = rows.map(row => row.influence).filter(value => value > 0);
  const range = [Math.min(...seen) / 2, Math.max(...seen) * 3];
  const hint = element('p', {class: 'hint', 'aria-live': 'off'}, 'Move over a rank to see its neurons; click to open the nearest one.');
  const say = rank => {
    const words = ['rare', 'common'].flatMap(group => {
      const row = groups[group].get(rank);
      return row ? [`${group}: neuron ${row.neuron}, ${digits(row.influence)} nats, ${row.regime ?? 'no fit'}`] : [];
    });
    hint.textContent = `Rank ${rank}. ${words.join('; ')}.`;
  };
  const figure = curves('Influence of neurons against their rank for rare and common tokens, with the fitted power law', () => ({
    scales: {x: {time: false, distr: 3}, y: {distr: 3, range: () => range}},
    axes: [axis('rank', true), axis('influence, nats', true)],
    legend: {show: false},
    cursor: {points: {size: 9}, drag: {setScale: true, x: true, y: true}},
    series: [{label: 'rank'}, dots('rare', 'rare'), dots('common', 'common'),
      line('fit, rare', 'rare', {dash: [6, 4], width: 1.5}), line('fit, common', 'common', {dash: [2, 3], width: 1.5}),
      edge('rare'), edge('rare')],
    bands: [{series: [6, 5], fill: faint('rare')}],
    hooks: {
      setCursor: [chart => {
        if (chart.cursor.idx !== null && chart.cursor.idx !== undefined) {
          say(ranks[chart.cursor.idx]);
        }
      }],
      ready: [chart => chart.over.addEventListener('click', () => {
        const rank = ranks[chart.cursor.idx];
        const near = ['rare', 'common'].map(group => groups[group].get(rank)).filter(row => row?.influence > 0)
          .sort((a, b) => Math.abs(chart.valToPos(a.influence, 'y') - chart.cursor.top)
            - Math.abs(chart.valToPos(b.influence, 'y') - chart.cursor.top))[0];
        if (near) {
          open(near.neuron);
        }
      })],
    },
  }), [ranks, column('rare', 'influence'), column('common', 'influence'), column('rare', 'fit'), column('common', 'fit'),
    column('rare', 'influence_low'), column('rare', 'influence_high')]);
  return {place: element('div', {}, legend(['rare', 'dots'], ['common', 'dots'], ['rare', 'dashes', 'power law fitted to rare'],
    ['common', 'points', 'power law fitted to common'], ['rare', 'band', '95 % interval of rare']), figure.place, hint), end: figure.end};
}

/** What happens when more and more neurons of the top ranks are ablated at once, beside matched sets. */
export function doses(rows) {
  const sizes = [...new Set(rows.map(row => row.size))].sort((a, b) => a - b);
  const column = (group, value) => sizes.map(size =>
    rows.find(row => row.token_group === group && row.size === size)?.[value] ?? null);
  const drawn = curves('Loss change when sets of neurons of growing size are ablated at once, for rare and common tokens, with matched controls', () => ({
    scales: {x: {time: false, distr: 3}},
    axes: [axis('neurons ablated at once', true), axis('loss change, nats')],
    legend: {show: false},
    series: [{label: 'neurons'}, line('rare', 'rare', {points: {show: true, size: 6}}), line('common', 'common', {points: {show: true, size: 6}}),
      line('controls, rare', 'rare', {dash: [6, 4], width: 1.5}), line('controls, common', 'common', {dash: [2, 3], width: 1.5}),
      edge('rare'), edge('rare')],
    bands: [{series: [6, 5], fill: faint('rare')}],
  }), [sizes, column('rare', 'change'), column('common', 'change'), column('rare', 'controls_mean'), column('common', 'controls_mean'),
    column('rare', 'controls_low'), column('rare', 'controls_high')]);
  return {place: element('div', {}, legend(['rare', 'line'], ['common', 'line'], ['rare', 'dashes', 'matched sets, rare'],
    ['common', 'points', 'matched sets, common'], ['rare', 'band', '95 % of matched sets, rare']), drawn.place), end: drawn.end};
}

/** Where heads look: mean attention weight by distance, of all heads together or of one that is chosen. */
export function profiles(rows) {
  const place = element('div');
  const heads = [...new Map(rows.map(row => [`${row.layer}.${row.head}`, row])).values()].sort((a, b) => a.layer - b.layer || a.head - b.head);
  let end = () => {};
  const draw = chosen => {
    end();
    const shown = chosen === '' ? rows : rows.filter(row => `${row.layer}.${row.head}` === chosen);
    const offsets = [...new Set(shown.map(row => row.relative_offset))].sort((a, b) => a - b);
    const mean = group => offsets.map(offset => {
      const at = shown.filter(row => row.token_group === group && row.relative_offset === offset);
      return at.length === 0 ? null : at.reduce((sum, row) => sum + row.weight, 0) / at.length;
    });
    const drawn = curves('Mean attention weight against the distance from the predicting position, from rare and common targets', () => ({
      scales: {x: {time: false}},
      axes: [axis('positions back', false), axis('attention weight')],
      legend: {show: false},
      series: [{label: 'positions back'}, line('rare', 'rare'), line('common', 'common', {dash: [6, 4]})],
    }), [offsets, mean('rare'), mean('common')]);
    end = drawn.end;
    place.replaceChildren(drawn.place);
  };
  const choice = element('select', {id: 'profile', onchange: event => draw(event.target.value)}, element('option', {value: ''}, 'mean of all heads'),
    heads.map(({layer, head}) => element('option', {value: `${layer}.${head}`}, `layer ${layer}, head ${head}`)));
  draw('');
  return {place: element('div', {}, element('label', {for: 'profile'}, 'Attention of'), choice,
    legend(['rare', 'line', 'from rare targets'], ['common', 'dashes', 'from common targets']), place), end: () => end()};
}

/** Dashes and marks of curves that lie over each other: with two colours, eight that can be told apart in grey too. */
const STROKES = [['line', []], ['dashes', [8, 4]], ['points', [2, 3]], ['mixed', [8, 3, 2, 3]]];
const stroke = i => ({name: i % 2 === 0 ? 'rare' : 'common', mark: STROKES[Math.floor(i / 2)][0], dash: STROKES[Math.floor(i / 2)][1]});

/**
 * Rankings of several experiments in one Figure 1.
 *
 * @param {Array} rankings {name, rows of results.figure_1 of one group of tokens}
 */
export function overlay(group, rankings) {
  const ranks = [...new Set(rankings.flatMap(({rows}) => rows.map(row => row.rank)))].sort((a, b) => a - b);
  const drawn = curves(`Influence of neurons on ${group} tokens against their rank, several experiments`, () => ({
    scales: {x: {time: false, distr: 3}, y: {distr: 3}},
    axes: [axis('rank', true), axis('influence, nats', true)],
    legend: {show: false},
    series: [{label: 'rank'}, ...rankings.map(({name}, i) => line(name, stroke(i).name, {dash: stroke(i).dash, width: 1.5}))],
  }), [ranks, ...rankings.map(({rows}) => {
    const of = new Map(rows.map(row => [row.rank, row.influence]));
    return ranks.map(rank => of.get(rank) > 0 ? of.get(rank) : null);
  })]);
  return {place: element('div', {}, legend(...rankings.map(({name}, i) => [stroke(i).name, stroke(i).mark, name])), drawn.place), end: drawn.end};
}

/** A quantity, chosen among those of results.trajectories, over the steps of a training run. */
export function trajectory(rows) {
  const place = element('div');
  const quantities = [...new Set(rows.map(row => row.quantity))].sort();
  let end = () => {};
  const draw = quantity => {
    end();
    const shown = rows.filter(row => row.quantity === quantity);
    const groups = [...new Set(shown.map(row => row.token_group))].sort().reverse();
    const steps = [...new Set(shown.map(row => row.step))].sort((a, b) => a - b);
    const drawn = curves(`${quantity} against the training step`, () => ({
      // A logarithm has no place for step 0.
      scales: {x: {time: false, distr: steps[0] > 0 ? 3 : 1}},
      axes: [axis('training step', steps[0] > 0), axis(quantity)],
      legend: {show: false},
      series: [{label: 'step'}, ...groups.map((group, i) => line(group, stroke(i).name, {dash: stroke(i).dash, points: {show: true, size: 6}}))],
    }), [steps, ...groups.map(group => steps.map(step => shown.find(row => row.step === step && row.token_group === group)?.value ?? null))]);
    end = drawn.end;
    place.replaceChildren(legend(...groups.map((group, i) => [stroke(i).name, stroke(i).mark, group])), drawn.place);
  };
  const choice = element('select', {id: 'quantity', onchange: event => draw(event.target.value)}, quantities.map(name => element('option', {}, name)));
  draw(quantities[0]);
  return {place: element('div', {}, element('label', {for: 'quantity'}, 'Quantity'), choice, place), end: () => end()};
}
