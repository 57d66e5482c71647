import {element, fill} from './dom.js';

const REFERENCE = '#/components/schemas/';

/**
 * A field for each setting of a specification, made from the schema that the service publishes: types, choices, ranges, defaults
 * and help are the schema's.
 *
 * @param {object} schemas components.schemas of the OpenAPI document
 * @param {object} choices by path: values to choose from that the schema does not have
 * @param {function} changed called with a path and its new value, undefined for the default
 */
export function fields(schemas, choices, changed) {
  const made = new Map();
  const resolved = schema => schema.$ref ? {...schemas[schema.$ref.slice(REFERENCE.length)], ...schema} : schema;
  const parts = (schema, prefix) => Object.entries(schema.properties).map(([name, property]) => [prefix + name, resolved(property)]);
  const whole = parts(schemas.ExperimentSpecification, '');
  const field = ([path, schema]) => {
    const one = control(path, choices[path] ? {...schema, enum: choices[path]} : schema, changed);
    made.set(path, one);
    return one.place;
  };
  const place = element('div', {class: 'fields'}, whole.filter(([, schema]) => !schema.properties).map(field),
    whole.filter(([, schema]) => schema.properties).map(([path, schema]) => element('details', {}, element('summary', {}, path),
      schema.description && element('p', {class: 'quiet'}, schema.description),
      parts(schema, `${path}.`).map(field))));
  return {place,
    /** Shows a specification; a field that has no single value of its own is empty. */
    show(specification) {
      for (const [path, one] of made) {
        one.show(path.split('.').reduce((value, name) => value?.[name], specification));
      }
    },
    /** Puts a refusal beside the field that it names; false where it names none. */
    refuse(sentence) {
      made.forEach(one => one.say(null));
      const named = [...made.keys()].filter(path => sentence.startsWith(`${path} `) || sentence.includes(`'${path}'`))
        .sort((a, b) => b.length - a.length)[0];
      made.get(named)?.say(sentence);
      return named !== undefined;
    }};
}

function control(path, schema, changed) {
  const id = `field-${path}`;
  const type = [schema.type].flat()[0];
  const standard = schema.default === undefined ? 'default' : `default: ${schema.default}`;
  const common = {id, 'aria-describedby': `${id}-help ${id}-wrong`, onchange: event => changed(path, parsed(type, event.target.value))};
  const options = schema.enum ?? (type === 'boolean' ? [true, false] : null);
  const input = options
    ? element('select', common, element('option', {value: ''}, standard), options.map(value => element('option', {value}, String(value))))
    : element('input', {...common, placeholder: standard, ...(['integer', 'number'].includes(type)
      ? {type: 'number', step: type === 'integer' ? 1 : 'any', min: schema.minimum, max: schema.maximum} : {type: 'text'})});
  const wrong = element('p', {id: `${id}-wrong`, role: 'alert'});
  const range = schema.minimum === undefined ? '' : schema.maximum > Number.MAX_SAFE_INTEGER ? `; at least ${schema.minimum}`
    : `; from ${schema.minimum} to ${schema.maximum}`;
  return {place: element('div', {class: 'field'}, element('label', {for: id}, path), input,
    element('p', {id: `${id}-help`, class: 'quiet'}, `${schema.description ?? ''}${range}`), wrong),
  show(value) {
    input.value = value === undefined || value === null || typeof value === 'object' && (type !== 'array' || value.some(Array.isArray)) ? '' : String(value);
  },
  say(sentence) {
    wrong.className = sentence === null ? '' : 'problem';
    fill(wrong, sentence);
    if (sentence === null) {
      input.removeAttribute('aria-invalid');
    } else {
      input.setAttribute('aria-invalid', 'true');
      const group = input.closest('details');
      if (group) {
        group.open = true;
      }
      input.focus();
    }
  }};
}

/** What a field holds, as JSON; the service judges it. */
function parsed(type, text) {
  if (text === '') {
    return undefined;
  }
  if (type === 'boolean') {
    return text === 'true';
  }
  if (type === 'array') {
    return text.split(',').map(part => Number(part));
  }
  return type === 'integer' || type === 'number' ? Number(text) : text;
}
