import {element, fill} from './dom.js';
import {list} from './experiments.js';
import {create} from './new.js';
import {show} from './experiment.js';
import {neuron} from './neuron.js';
import {compare} from './compare.js';

const content = document.getElementById('content');
const pages = [
  [/^\/$/, list],
  [/^\/new$/, create],
  [/^\/experiments\/([^/]+)$/, show],
  [/^\/experiments\/([^/]+)\/neurons\/(\d+)$/, neuron],
  [/^\/compare$/, compare],
];
let leave = () => {};

/** Shows the page that the address names: #/path?query. */
async function route() {
  leave();
  leave = () => {};
  const [path, query] = (location.hash.slice(1) || '/').split('?');
  const found = pages.map(([pattern, page]) => [pattern.exec(path), page]).find(([match]) => match);
  const here = location.hash;
  const part = element('div');
  fill(content, element('p', {class: 'quiet', role: 'status'}, 'Loading …'));
  try {
    if (!found) {
      throw new Error(`There is no page ${path}.`);
    }
    const [match, page] = found;
    const left = await page(part, new URLSearchParams(query), ...match.slice(1).map(decodeURIComponent));
    if (location.hash !== here) {
      // Another page was opened meanwhile.
      left?.();
      return;
    }
    leave = left ?? leave;
  } catch (problem) {
    fill(part, element('h1', {}, 'This did not work'), element('p', {class: 'problem', role: 'alert'}, problem.message),
      element('p', {}, element('button', {onclick: route}, 'Try again')));
  }
  fill(content, part);
  document.title = `${part.querySelector('h1')?.textContent ?? ''} · Plateau`;
  for (const link of document.querySelectorAll('header nav a')) {
    if (link.getAttribute('href') === `#${path}`) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
  content.focus({preventScroll: true});
  window.scrollTo(0, 0);
}

window.addEventListener('hashchange', route);
route();
