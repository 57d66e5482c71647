import uPlot from '/webjars/uplot/1.6.30/dist/uPlot.esm.js';
import {digits, element} from './dom.js';

const SVG = 'http://www.w3.org/2000/svg';
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
  const marks = {dots: '●', line: '━', dashes: '╌', points: '┈', band: '▒'};
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

/** A cloud of points as one path, however many; those that are marked are drawn over it and can be opened. */
export function cloud(label, xTitle, yTitle, points, open) {
  const width = 640;
  const height = 360;
  const left = 70;
  const bottom = 40;
  const range = values => {
    const low = Math.min(0, ...values);
    const high = Math.max(0, ...values);
    const margin = (high - low || 1) * 0.05;
    return [low - margin, high + margin];
  };
  const [x0, x1] = range(points.map(point => point.x));
  const [y0, y1] = range(points.map(point => point.y));
  const x = value => left + (value - x0) / (x1 - x0) * (width - left - 10);
  const y = value => height - bottom - (value - y0) / (y1 - y0) * (height - bottom - 10);
  const node = (tag, attributes, ...children) => {
    const made = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children);
    return made;
  };
  const path = chosen => chosen.map(point => `M${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}h0.01`).join('');
  const svg = node('svg', {viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label, class: 'cloud', 'font-size': 12, fill: 'currentColor'},
    node('path', {d: `M${left} ${y(0)}H${width - 10}M${x(0)} 10V${height - bottom}`, stroke: 'var(--line)', fill: 'none'}),
    node('path', {d: path(points.filter(point => !point.marked)), stroke: 'var(--quiet)', 'stroke-width': 3, 'stroke-linecap': 'round', opacity: 0.5}));
  for (const point of points.filter(marked => marked.marked)) {
    const circle = node('circle', {cx: x(point.x), cy: y(point.y), r: 5, fill: 'var(--rare)', stroke: 'var(--back)'},
      node('title', {}, point.title));
    circle.addEventListener('click', () => open(point.neuron));
    svg.append(circle);
  }
  for (const value of [x0, x1]) {
    svg.append(node('text', {x: x(value), y: height - bottom + 16, 'text-anchor': value === x0 ? 'start' : 'end'}, digits(value)));
  }
  for (const value of [y0, y1]) {
    svg.append(node('text', {x: left - 6, y: y(value) + (value === y0 ? 0 : 10), 'text-anchor': 'end'}, digits(value)));
  }
  svg.append(node('text', {x: (left + width) / 2, y: height - 6, 'text-anchor': 'middle'}, xTitle),
    node('text', {x: 14, y: height / 2, 'text-anchor': 'middle', transform: `rotate(-90 14 ${height / 2})`}, yTitle));
  return svg;
}

/** Layers by heads; darker is more. The number stands in each cell, so that no colour is needed to read it. */
export function heat(caption, rows, value) {
  const layers = [...new Set(rows.map(row => row.layer))].sort((a, b) => a - b);
  const heads = [...new Set(rows.map(row => row.head))].sort((a, b) => a - b);
  const largest = Math.max(...rows.map(row => Math.abs(row[value] ?? 0))) || 1;
  const cells = new Map(rows.map(row => [`${row.layer} ${row.head}`, row]));
  return element('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption}, element('table', {class: 'heat'},
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, element('th', {scope: 'col'}, 'layer'), heads.map(head => element('th', {scope: 'col'}, `head ${head}`)))),
    element('tbody', {}, layers.map(layer => element('tr', {}, element('th', {scope: 'row'}, layer), heads.map(head => {
      const found = cells.get(`${layer} ${head}`)?.[value];
      const cell = element('td', {}, digits(found));
      const share = Math.min(1, Math.abs(found ?? 0) / largest);
      cell.style.background = `hsl(${(found ?? 0) < 0 ? 28 : 205} 75% ${Math.round(94 - 40 * share)}%)`;
      return cell;
    }))))));
}
