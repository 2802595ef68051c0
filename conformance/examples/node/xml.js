// A reader of XML, as small as an example may have it: elements, attributes, text. It refuses document types.

export class NotXml extends Error {}

const TOKEN = /<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<\?[^]*?\?>|<(\/?)([^\s\/<>=]+)((?:\s+[^\s=<>\/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function unescape(text) {
  return text.replace(/&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(\w+));?/g, (all, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(parseInt(decimal, 10));
    if (!(name in ENTITIES)) throw new NotXml(`an entity ${all}`);
    return ENTITIES[name];
  });
}

// A text without the white space of XML around it; trim() would take other space as well.
export function trimmed(text) {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
}

// The root as { name, attributes, children, text }. Throws NotXml.
export function parse(xml) {
  const top = { name: "", attributes: new Map(), children: [], text: "" };
  const stack = [top];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < xml.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(xml);
    if (!match) throw new NotXml(`not XML at character ${at + 1}`);
    const [, cdata, closing, name, attributes, empty, text] = match;
    const parent = stack.at(-1);
    if (text !== undefined || cdata !== undefined) {
      parent.text += cdata ?? unescape(text);
    } else if (closing) {
      if (parent.name !== name) throw new NotXml(`</${name}> closes <${parent.name}>`);
      stack.pop();
    } else if (name) {
      const node = { name, attributes: new Map(), children: [], text: "" };
      for (const [, key, double, single] of attributes.matchAll(ATTRIBUTE)) {
        if (node.attributes.has(key)) throw new NotXml(`@${key} twice`);
        node.attributes.set(key, unescape(double ?? single));
      }
      parent.children.push(node);
      if (!empty) stack.push(node);
    }
  }
  if (stack.length !== 1 || top.children.length !== 1) throw new NotXml("not one element");
  if (trimmed(top.text)) throw new NotXml("text beside the element");
  return top.children[0];
}

const ESCAPES = { "<": "&lt;", ">": "&gt;", "&": "&amp;", "'": "&apos;" };

// The element as XML again.
export function write(node) {
  const escape = text => text.replace(/[<>&']/g, character => ESCAPES[character]);
  const attributes = [...node.attributes].map(([key, value]) => ` ${key}='${escape(value)}'`).join("");
  const inside = node.children.length ? node.children.map(write).join("") : escape(node.text);
  return `<${node.name}${attributes}>${inside}</${node.name}>`;
}
