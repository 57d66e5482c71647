/**
 * Creates an element. Text is never parsed as markup, whatever a name or a token holds.
 *
 * @param {string} tag
 * @param {object} [attributes] properties that begin with "on" are listeners
 * @param {...(Node|string|number|null|undefined|Array)} children
 */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      made.addEventListener(name.slice(2), value);
    } else {
      made.setAttribute(name, value === true ? '' : value);
    }
  }
  append(made, children);
  return made;
}

function append(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      parent.append(child instanceof Node ? child : String(child));
    }
  }
}

/** Puts nodes in place of what an element holds. */
export function fill(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
}

/** A table that scrolls sideways where it does not fit. Columns: {title (text or a node), number, minor (left out on a narrow screen), cell(row)}. */
export function table(caption, columns, rows) {
  return element('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption},
    element('table', {},
      element('caption', {}, caption),
      element('thead', {}, element('tr', {}, columns.map(column =>
        element('th', {scope: 'col', class: kind(column)}, column.title instanceof Node ? column.title.cloneNode(true) : column.title)))),
      element('tbody', {}, rows.map(row => element('tr', {}, columns.map(column =>
        element('td', {class: kind(column)}, column.cell(row))))))));
}

const kind = column => [column.number && 'number', column.minor && 'narrow-gone'].filter(Boolean).join(' ') || null;

/** Four significant digits, as in the reports. */
export function digits(value) {
  if (value === null || value === undefined) {
    return '–';
  }
  if (typeof value !== 'number') {
    return String(value);
  }
  if (Number.isInteger(value) && Math.abs(value) < 1e6) {
    return String(value);
  }
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e5) ? value.toExponential(2) : String(Number(value.toPrecision(4)));
}

export function percent(value) {
  return value === null || value === undefined ? '–' : `${digits(value)} %`;
}

/** A number of seconds in words. */
export function duration(seconds) {
  if (seconds < 1) {
    return 'under 1 s';
  }
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes === 0 ? `${whole} s` : minutes < 60 ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function time(instant) {
  return instant ? element('time', {datetime: instant}, new Date(instant).toLocaleString()) : '–';
}

export function state(status) {
  return element('span', {class: `state ${status}`}, status.toLowerCase());
}
