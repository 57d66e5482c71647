import {digits, element, fill, table} from './dom.js';

/** What tokens can be coloured by; values of either sign, from the largest of them. */
const COLOURS = {loss_change: 'loss change', activation: 'activation'};

/**
 * Contexts in which a neuron matters, as text. Tokens are coloured where the value at their position is known: the positions that the
 * neuron affects most.
 *
 * @param {Array} rows of results.neuron_contexts, of one neuron
 */
export function contexts(rows) {
  const known = new Map(rows.map(row => [`${row.context} ${row.position}`, row]));
  const place = element('div', {});
  const choice = element('select', {id: 'colours', onchange: () => show(choice.value)},
    Object.entries(COLOURS).map(([value, name]) => element('option', {value}, name)));

  function show(colour) {
    const largest = Math.max(...rows.map(row => Math.abs(row[colour]))) || 1;
    fill(place, ['raised', 'lowered'].map(effect => [effect, rows.filter(row => row.effect === effect)]).filter(([, some]) => some.length > 0)
      .map(([effect, some]) => table(effect === 'raised' ? 'Ablating it raises the loss: it helps the prediction of the next token'
        : 'Ablating it lowers the loss: it is in the way of the next token', [
        {title: 'context', cell: row => text(row, known, colour, largest)},
        {title: 'group', minor: true, cell: row => row.token_group ?? '–'},
        {title: 'loss change, nats', number: true, cell: row => digits(row.loss_change)},
        {title: 'activation', number: true, cell: row => digits(row.activation)}], some)));
  }

  show(choice.value);
  return [element('h2', {}, 'Where it matters'),
    element('div', {class: 'row'}, element('div', {}, element('label', {for: 'colours'}, 'Tokens coloured by'), choice)), place];
}

/** The token at the position is framed, the one that is predicted underlined. */
function text(row, known, colour, largest) {
  return element('div', {class: 'context'}, row.tokens.map((token, i) => {
    const position = row.position + i - (row.place - 1);
    const found = known.get(`${row.context} ${position}`);
    const made = element('span', {class: i === row.place - 1 ? 'here' : i === row.place ? 'next' : null,
      title: found && `loss change ${digits(found.loss_change)} nats, activation ${digits(found.activation)}`}, token);
    if (found) {
      made.classList.add('known');
      made.style.background = `hsl(${found[colour] < 0 ? 28 : 205} 75% ${Math.round(94 - 40 * Math.abs(found[colour]) / largest)}%)`;
    }
    return made;
  }));
}

/** @param {Array} rows of results.neuron_logits, of one neuron */
export function logits(rows) {
  const side = direction => rows.filter(row => row.direction === direction);
  const down = side('down');
  const name = row => element('span', {class: 'context'}, row.text ?? `token ${row.token}`);
  return [element('h2', {}, 'What it does to the logits'), table('Tokens whose logits it moves most, by its weights, per unit of activation', [
    {title: 'raised', cell: (row) => name(row)},
    {title: 'by', number: true, cell: row => digits(row.logit_change)},
    {title: 'lowered', cell: row => down[row.rank - 1] && name(down[row.rank - 1])},
    {title: 'by', number: true, cell: row => down[row.rank - 1] && digits(down[row.rank - 1].logit_change)},
  ], side('up'))];
}
