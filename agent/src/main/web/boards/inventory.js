// What there is, as CSV for a spreadsheet: a line for each sensor, output, input, rule and alarm of each board.

import { say } from "./text.js";

const COLUMNS = ["board", "id", "prefix", "state", "version", "model", "address", "started", "kind", "name", "title", "room", "part", "quantity", "unit", "topic", "value"];

/** One cell: quoted, and never a formula to a spreadsheet (CWE-1236), numbers excepted. */
function cell(value) {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?[0-9]+(\.[0-9]+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** All of these boards. */
export function csv(boards, view) {
  const lines = [COLUMNS];
  for (const board of boards) {
    const { info } = board;
    const started = Number.isNaN(info.started) ? "" : new Date(info.started).toISOString();
    const about = [board.name, board.id, board.prefix, view.state(board), info.version, info.board, info.addresses.join(" "), started];
    const line = (kind, thing, quantity = {}, topic = thing.topic) =>
      lines.push([...about, kind, thing.name, thing.title, thing.room, thing.part, quantity.name, quantity.unit, topic, view.text(topic)]);
    board.sensors.forEach((sensor) => sensor.quantities.forEach((quantity) => line("sensor", sensor, quantity, quantity.topic)));
    board.outputs.forEach((output) => line("output", output));
    board.inputs.forEach((input) => line("input", input));
    board.rules.forEach((rule) => line("rule", rule, {}, `${rule.topic}/mode`));
    board.alarms.forEach((alarm) => line("alarm", alarm));
    if (board.things.length === 0) {
      lines.push([...about, ...COLUMNS.slice(about.length).map(() => "")]);
    }
  }
  return `${lines.map((each) => each.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** Gives a text to the browser as a file. */
export function save(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** A name for such a file: what it is, and the day. */
export function fileName(what) {
  return `${say(`file.${what}`)}-${new Date().toISOString().slice(0, 10)}.csv`;
}
