// What this example knows of the format: the chapter on the clock, and which elements a domain has.

import { trimmed } from "./xml.js";

const PARTS = new Set(["name", "uuid", "memory", "currentMemory", "vcpu", "bootloader", "bootloader_args",
  "os", "features", "clock", "on_poweroff", "on_reboot", "on_crash", "devices"]);

// The faults of a domain, as the protocol has them.
export function faults(domain) {
  const found = [];
  const fault = (rule, path, message) => found.push({ rule, path, message });
  if (domain.name !== "domain") fault("DOM-1", `/${domain.name}`, "the document element is not domain");
  const seen = new Map();
  for (const child of domain.children) {
    const number = (seen.get(child.name) ?? 0) + 1;
    seen.set(child.name, number);
    const path = `/domain/${child.name}${number > 1 ? `[${number}]` : ""}`;
    if (!PARTS.has(child.name)) fault("DOM-9", path, `a domain has no ${child.name}`);
    else if (child.name === "clock") clock(child, path, number, fault);
  }
  return found;
}

function clock(node, path, number, fault) {
  if (number > 1) fault("CLK-1", path, "a second clock");
  for (const [name, value] of node.attributes) {
    if (name !== "sync") fault("CLK-1", `${path}/@${name}`, `a clock has no ${name}`);
    else if (!["utc", "localtime"].includes(trimmed(value))) fault("CLK-2", `${path}/@sync`, `no clock is set to ${value}`);
  }
  for (const child of node.children) fault("CLK-1", `${path}/${child.name}`, "a clock is empty");
  if (node.text) fault("CLK-1", path, "a clock is empty, without even a blank");
}

// The typed value at a path of names without positions; null where there is nothing.
export function fact(domain, path) {
  const [, ...steps] = path.slice(1).split("/");
  let node = domain;
  for (const step of steps) {
    if (step.startsWith("@")) {
      const value = node.attributes.get(step.slice(1));
      return value === undefined ? null : trimmed(value);
    }
    node = node.children.find(child => child.name === step);
    if (!node) return null;
  }
  const text = trimmed(node.text);
  return node.children.length || !text ? true : /^[0-9]+$/.test(text) ? Number(text) : text;
}

