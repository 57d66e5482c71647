import * as api from './api.js';
import {element, fill} from './dom.js';

export const tags = annotation => (annotation?.tags ?? []).map(tag =>
  element('a', {class: 'tag', href: `#/?${new URLSearchParams({tag})}`}, tag));

/** Name, tags and notes of an experiment, and a form to change them. */
export function annotation(view) {
  const place = element('section', {'aria-label': 'Notes'});

  function show(given) {
    fill(place, given?.name && element('p', {class: 'name'}, given.name), element('div', {class: 'row'}, tags(given),
      element('button', {type: 'button', onclick: () => edit(given)}, given ? 'Change name, tags and notes' : 'Add a name, tags or notes')),
    given?.notes && element('p', {class: 'notes'}, given.notes));
  }

  function edit(given) {
    const wrong = element('p', {role: 'alert'});
    const name = element('input', {id: 'annotation-name', maxlength: 200, value: given?.name ?? ''});
    const words = element('input', {id: 'annotation-tags', value: (given?.tags ?? []).join(', ')});
    const notes = element('textarea', {id: 'annotation-notes', class: 'short'}, given?.notes ?? '');
    const form = element('form', {class: 'stacked', onsubmit: async event => {
      event.preventDefault();
      try {
        const changed = await api.annotate(view.id, {name: name.value, notes: notes.value,
          tags: words.value.split(',').map(tag => tag.trim()).filter(tag => tag !== '')});
        view.annotation = changed.annotation;
        show(changed.annotation);
      } catch (problem) {
        wrong.className = 'problem';
        wrong.textContent = problem.message;
      }
    }},
    element('label', {for: 'annotation-name'}, 'Name'), name,
    element('label', {for: 'annotation-tags'}, 'Tags, with commas between them'), words,
    element('label', {for: 'annotation-notes'}, 'Notes'), notes, wrong,
    element('div', {class: 'row'}, element('button', {class: 'main'}, 'Save'),
      element('button', {type: 'button', onclick: () => show(given)}, 'Discard')));
    fill(place, form);
    name.focus();
  }

  show(view.annotation);
  return place;
}
