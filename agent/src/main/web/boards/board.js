// One board, as it describes itself: whatever it says may be forged, so that each part is read by itself and bounded.

import { isLevel, isTopic, object, objects, shown, texts } from "./foreign.js";

const MOST_THINGS = 200;
const MOST_QUANTITIES = 32;
const MOST_PROBLEMS = 10;
const LONGEST_PROBLEM = 300;
const USUAL = { sensors: "sensoren", inputs: "ingangen", actuators: "actuatoren", rules: "regelingen", alarms: "alarmen" };

export class Board {
  /** The topic of which its own are below. */
  root;
  prefix;
  id;
  /** `online`, `offline`, or empty where nothing was heard. */
  status = "";
  /** Whether anything of it came that was no stored copy. */
  spoke = false;
  /** Is another one when the board has other things. */
  version = 0;
  name;
  info = { version: "", board: "", addresses: [], problems: [], conflicts: [], started: NaN, page: 0 };
  trees = Object.values(USUAL);
  sensors = [];
  outputs = [];
  inputs = [];
  rules = [];
  alarms = [];
  leftOut = 0;
  #said = {};

  constructor(root, prefix, id) {
    this.root = root;
    this.prefix = prefix;
    this.id = shown(id);
    this.name = this.id;
  }

  /** Takes what it says of itself on `leaf`: `status`, `info` or `things`. */
  told(leaf, text, stored) {
    this.spoke ||= !stored;
    if (leaf === "status") {
      this.status = text === "online" || text === "offline" ? text : "";
    } else if (this.#said[leaf] !== text) {
      this.#said[leaf] = text;
      if (leaf === "info") {
        this.#informed(object(text));
      } else {
        this.#described(object(text));
      }
      this.version++;
    }
  }

  /** All its things that are shown. */
  get things() {
    return [...this.sensors, ...this.outputs, ...this.inputs, ...this.rules, ...this.alarms];
  }

  /** The topics of all its things. */
  topics() {
    return this.things.flatMap((thing) => [thing.topic, ...(thing.quantities ?? []).map((quantity) => quantity.topic)]);
  }

  #informed(info) {
    this.info = {
      version: shown(info.version, 30),
      board: shown(info.board),
      addresses: texts(info.addresses, 8, 60),
      problems: texts(info.problems, MOST_PROBLEMS, LONGEST_PROBLEM),
      conflicts: objects(info.conflicts, MOST_PROBLEMS).map((each) => shown(each.message, LONGEST_PROBLEM)),
      started: Date.parse(typeof info.started === "string" ? info.started : ""),
      page: Number.isInteger(info.page) && info.page > 0 && info.page < 65_536 ? info.page : 0,
    };
    const said = info.topics !== null && typeof info.topics === "object" ? info.topics : {};
    this.trees = Object.entries(USUAL).map(([tree, usual]) => (isLevel(said[tree]) ? said[tree] : usual));
    if (this.#said.things === undefined) {
      this.#claimed(texts(info.claims, MOST_THINGS, LONGEST_PROBLEM));
    }
  }

  #described(all) {
    this.name = shown(all.name) || this.id;
    this.sensors = objects(all.sensors, MOST_THINGS).filter(isThing).map((each) => ({
      ...thing(each),
      part: shown(each.part),
      seconds: Number.isFinite(each.seconds) && each.seconds > 0 ? each.seconds : 60,
      quantities: objects(each.quantities, MOST_QUANTITIES)
        .filter((quantity) => isTopic(quantity.topic))
        .map((quantity) => ({ name: shown(quantity.name), unit: quantity.unit === "1" ? "" : shown(quantity.unit, 12), topic: quantity.topic })),
    }));
    const of = (list) => objects(list, MOST_THINGS).filter(isThing).map(thing);
    this.outputs = of(all.outputs);
    this.inputs = of(all.inputs);
    this.rules = of(all.rules);
    this.alarms = of(all.alarms);
    this.leftOut = Number.isInteger(all["left-out"]) ? all["left-out"] : 0;
  }

  /** Of a program that does not describe its things: what its info claims, without units and rooms. */
  #claimed(claims) {
    const [sensors, inputs, outputs, rules, alarms] = this.trees;
    const of = (tree) =>
      claims
        .map((claim) => claim.split(" "))
        .filter(([topic]) => topic.startsWith(`${tree}/`) && isTopic(this.prefix + topic))
        .map(([topic, ...quantities]) => ({ ...thing({ name: topic.slice(tree.length + 1), topic: this.prefix + topic }), names: quantities }));
    this.sensors = of(sensors).map((each) => ({
      ...each,
      part: "",
      seconds: 3600,
      quantities: each.names.length
        ? each.names.map((name) => ({ name, unit: "", topic: `${each.topic}/${name}` }))
        : [{ name: "", unit: "", topic: each.topic }],
    }));
    this.inputs = of(inputs);
    this.outputs = of(outputs);
    this.rules = of(rules);
    this.alarms = of(alarms);
  }
}

function isThing(json) {
  return isTopic(json.topic) && shown(json.name) !== "";
}

function thing(json) {
  return {
    name: shown(json.name),
    title: shown(json.title) || shown(json.name),
    room: shown(json.room),
    class: shown(json.class, 30),
    shared: json.shared === true,
    setpoint: json.setpoint === true,
    topic: json.topic,
  };
}
