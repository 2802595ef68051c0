// The adapter: a line of JSON in, a line of JSON out.
//
//   virtdom conformance run --adapter 'node adapter.js' --name node-example --area clock

import { createInterface } from "node:readline";
import process from "node:process";
import { fact, faults } from "./clock.js";
import { NotXml, parse, write } from "./xml.js";

function started() {
  return {
    type: "started",
    protocol: 1,
    name: "node-example",
    version: "1.0.0",
    language: "JavaScript",
    operations: ["accept", "read", "roundtrip"],
    versions: { Node: process.versions.node },
    notes: "Knows the chapter on the clock only.",
  };
}

function result({ seq, operation, xml, base64, paths }) {
  const answer = { type: "result", seq };
  const text = xml ?? Buffer.from(base64, "base64").toString("utf8");
  try {
    const domain = parse(text);
    const found = faults(domain);
    if (found.length) return { ...answer, valid: false, faults: found };
    if (operation === "read") return { ...answer, valid: true, facts: Object.fromEntries(paths.map(path => [path, fact(domain, path)])) };
    if (operation === "roundtrip") return { ...answer, valid: true, xml: write(domain) };
    return { ...answer, valid: true };
  } catch (error) {
    if (error instanceof NotXml) return { ...answer, valid: false, faults: [{ message: error.message }] };
    return { ...answer, errored: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.type === "stop") break;
  process.stdout.write(JSON.stringify(message.type === "start" ? started() : result(message)) + "\n");
}
process.exit(0);
