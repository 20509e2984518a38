// Fills the same template with easy-template-x; prints the seconds of CPU that each batch took.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { TemplateHandler } from "easy-template-x";

const [template, values, papers] = process.argv.slice(2);
const content = readFileSync(template);
const data = JSON.parse(readFileSync(values, "utf8"));
console.log("ready");
for await (const _line of createInterface({ input: process.stdin })) {
  const before = process.cpuUsage();
  for (let paper = 0; paper < Number(papers); paper++) {
    await new TemplateHandler().process(content, data);
  }
  const used = process.cpuUsage(before);
  console.log((used.user + used.system) / 1e6);
}
