import {digits, element} from './dom.js';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 640;

function node(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

const drawing = (label, height, ...children) => node('svg', {viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': label, class: 'cloud',
  'font-size': 12, fill: 'currentColor'}, ...children);

/** Round dots as one path, however many. */
const dots = (places, width, attributes) => node('path', {d: places.map(([x, y]) => `M${x.toFixed(1)} ${y.toFixed(1)}h0.01`).join(''),
  'stroke-width': width, 'stroke-linecap': 'round', ...attributes});

/** A neuron that is marked and can be opened. */
function mark([x, y], title, open) {
  const circle = node('circle', {cx: x, cy: y, r: 5, fill: 'var(--rare)', stroke: 'var(--back)'}, node('title', {}, title));
  circle.addEventListener('click', open);
  return circle;
}

/** A cloud of points as one path, however many; those that are marked are drawn over it and can be opened. */
export function cloud(label, xTitle, yTitle, points, open) {
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
  const x = value => left + (value - x0) / (x1 - x0) * (WIDTH - left - 10);
  const y = value => height - bottom - (value - y0) / (y1 - y0) * (height - bottom - 10);
  const svg = drawing(label, height,
    node('path', {d: `M${left} ${y(0)}H${WIDTH - 10}M${x(0)} 10V${height - bottom}`, stroke: 'var(--line)', fill: 'none'}),
    dots(points.filter(point => !point.marked).map(point => [x(point.x), y(point.y)]), 3, {stroke: 'var(--quiet)', opacity: 0.5}),
    ...points.filter(point => point.marked).map(point => mark([x(point.x), y(point.y)], point.title, () => open(point.neuron))));
  for (const value of [x0, x1]) {
    svg.append(node('text', {x: x(value), y: height - bottom + 16, 'text-anchor': value === x0 ? 'start' : 'end'}, digits(value)));
  }
  for (const value of [y0, y1]) {
    svg.append(node('text', {x: left - 6, y: y(value) + (value === y0 ? 0 : 10), 'text-anchor': 'end'}, digits(value)));
  }
  svg.append(node('text', {x: (left + WIDTH) / 2, y: height - 6, 'text-anchor': 'middle'}, xTitle),
    node('text', {x: 14, y: height / 2, 'text-anchor': 'middle', transform: `rotate(-90 14 ${height / 2})`}, yTitle));
  return svg;
}

/** Layers by heads; darker is more. The number stands in each cell, so that no colour is needed to read it. */
export function heat(caption, rows, value) {
  const layers = [...new Set(rows.map(row => row.layer))].sort((a, b) => a - b);
  const heads = [...new Set(rows.map(row => row.head))].sort((a, b) => a - b);
  const largest = Math.max(...rows.map(row => Math.abs(row[value] ?? 0))) || 1;
  const cells = new Map(rows.map(row => [`${row.layer} ${row.head}`, row]));
  return element('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption}, element('p', {class: 'quiet'}, caption), element('table', {class: 'heat', 'aria-label': caption},
    element('thead', {}, element('tr', {}, element('th', {scope: 'col'}, 'layer'), heads.map(head => element('th', {scope: 'col'}, `head ${head}`)))),
    element('tbody', {}, layers.map(layer => element('tr', {}, element('th', {scope: 'row'}, layer), heads.map(head => {
      const found = cells.get(`${layer} ${head}`)?.[value];
      const cell = element('td', {}, found === undefined || found === null ? '–' : digits(Number(found.toPrecision(2))));
      const share = Math.min(1, Math.abs(found ?? 0) / largest);
      cell.style.background = `hsl(${(found ?? 0) < 0 ? 28 : 205} 75% ${Math.round(94 - 40 * share)}%)`;
      return cell;
    }))))));
}

/**
 * Distributions of controls, a strip each, with the value that is held against them marked.
 *
 * @param {string} xTitle what the axis shows
 * @param {Array} strips {name, values, marked}
 */
export function distributions(label, xTitle, strips) {
  const each = 46;
  const height = strips.length * each + 36;
  const all = strips.flatMap(({values, marked}) => [...values, marked]).filter(value => value !== null);
  const low = Math.min(...all);
  const span = Math.max(...all) - low || 1;
  const x = value => 20 + (value - low) / span * (WIDTH - 40);
  const svg = drawing(label, height);
  strips.forEach(({name, values, marked}, i) => {
    const y = i * each + 34;
    svg.append(node('text', {x: 20, y: y - 14}, name),
      node('path', {d: `M20 ${y}H${WIDTH - 20}`, stroke: 'var(--line)'}),
      dots(values.map(value => [x(value), y]), 7, {stroke: 'var(--quiet)', opacity: 0.35}));
    if (marked !== null) {
      svg.append(node('path', {d: `M${x(marked)} ${y - 9}l8 9l-8 9l-8 -9z`, fill: 'var(--rare)', stroke: 'var(--back)'},
        node('title', {}, `${name}: ${digits(marked)}`)));
    }
  });
  svg.append(node('text', {x: 20, y: height - 4}, digits(low)),
    node('text', {x: WIDTH - 20, y: height - 4, 'text-anchor': 'end'}, digits(low + span)),
    node('text', {x: WIDTH / 2, y: height - 4, 'text-anchor': 'middle'}, xTitle));
  return svg;
}

/** Dots of a community lie on a spiral, the best connected in its middle, each this far from the next. */
const SPACING = 5;
/** In a graph of few neurons, where every one is marked. */
const WIDE_SPACING = 24;
const FEW = 100;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/**
 * Communities of a graph, the largest first: a disc each, whose area grows with its neurons.
 *
 * @param {Array} members rows of results.community_members
 * @param {Array} edges rows of results.graph_edges between them; negative correlations are dashed
 * @param {Set} plateau neurons that are marked and open when clicked
 */
export function communities(label, members, edges, plateau, open) {
  const spacing = members.length > FEW ? SPACING : WIDE_SPACING;
  const byCommunity = new Map();
  members.forEach(member => byCommunity.set(member.community, [...byCommunity.get(member.community) ?? [], member]));
  const discs = [...byCommunity.values()].sort((a, b) => b.length - a.length);
  const others = [];
  const marks = [];
  const places = new Map();
  let left = 0;
  let top = 0;
  let lineHeight = 0;
  for (const disc of discs) {
    const radius = spacing * Math.sqrt(disc.length) + 6;
    if (left + 2 * radius > WIDTH && left > 0) {
      left = 0;
      top += lineHeight;
      lineHeight = 0;
    }
    disc.sort((a, b) => (b.degree ?? 0) - (a.degree ?? 0)).forEach((member, i) => {
      const place = [left + radius + spacing * Math.sqrt(i) * Math.cos(i * GOLDEN_ANGLE), top + radius + spacing * Math.sqrt(i) * Math.sin(i * GOLDEN_ANGLE)];
      places.set(member.neuron, place);
      if (plateau.has(member.neuron)) {
        marks.push(mark(place, `neuron ${member.neuron}, community ${member.community}, degree ${digits(member.degree)}`, () => open(member.neuron)));
      } else {
        others.push(place);
      }
    });
    left += 2 * radius;
    lineHeight = Math.max(lineHeight, 2 * radius);
  }
  const lines = (some, attributes) => node('path', {d: some.filter(edge => places.has(edge.neuron) && places.has(edge.other))
    .map(edge => `M${places.get(edge.neuron).map(at => at.toFixed(1)).join(' ')}L${places.get(edge.other).map(at => at.toFixed(1)).join(' ')}`).join(''),
  fill: 'none', stroke: 'var(--quiet)', 'stroke-width': 0.6, opacity: 0.35, ...attributes});
  return drawing(label, Math.ceil(top + lineHeight), lines(edges.filter(edge => edge.correlation > 0)),
    lines(edges.filter(edge => edge.correlation < 0), {'stroke-dasharray': '3 3'}), dots(others, 4, {stroke: 'var(--quiet)', opacity: 0.6}), ...marks);
}
