/* The page: puts the parts together, and keeps what is selected. */
import { Filter } from "./filter.js";
import { Network } from "./network.js";
import { deviceView, nameOf, pathView } from "./panel.js";
import { Search } from "./search.js";
import { View, deviceIdOf } from "./view.js";

const byId = (id) => document.getElementById(id);
const network = new Network(JSON.parse(byId("network").textContent));
const frame = byId("frame");
const view = new View(frame, frame.querySelector("svg"));
const panel = byId("panel");
const status = byId("status");
let selected = null;

function show(children) {
  panel.replaceChildren(...children.filter(Boolean));
  panel.hidden = false;
  panel.scrollTop = 0;
}

function tell(text) {
  status.textContent = text;
}

/** One device: its facts, and the map around it. */
function choose(id, isCentered = true) {
  const device = network.byId.get(id);
  if (!device) return;
  selected = id;
  view.markDevices("selected", [id]);
  markPath([], []);
  if (isCentered) view.centerOn(id);
  show(deviceView(network, device, choose));
  tell(`${nameOf(device)} selected. ${network.linksOf.get(id).length} links.`);
}

function markPath(ids, lines) {
  view.markDevices("on-path", ids);
  view.mark("line-on-path", lines);
  frame.classList.toggle("has-path", ids.length > 0);
}

/** Two devices: the path between them. */
function choosePath(from, to) {
  const hops = network.path(from, to);
  view.markDevices("selected", [from, to]);
  markPath([from, ...(hops ?? []).map((hop) => hop.to), to], (hops ?? []).flatMap((hop) => view.lines(hop.from, hop.to)));
  show(pathView(network, network.byId.get(from), hops, network.byId.get(to), choose));
  tell(hops ? `Path of ${hops.length} hops` : "No path");
  selected = to;
}

function clear() {
  selected = null;
  view.markDevices("selected", []);
  markPath([], []);
  panel.hidden = true;
  tell("");
}

frame.addEventListener("click", (event) => {
  const id = deviceIdOf(event.target);
  if (event.target.closest?.("a")) event.preventDefault();
  if (id === null) return;
  const isPath = selected !== null && selected !== id && (event.shiftKey || event.ctrlKey || event.metaKey || byId("two").checked);
  if (isPath) choosePath(selected, id);
  else choose(id, false);
});

const actions = { in: () => view.scaleBy(1.4), out: () => view.scaleBy(1 / 1.4), fit: () => view.fit(), clear };
for (const [name, act] of Object.entries(actions)) byId(name).addEventListener("click", act);

const step = 80;
const keys = {
  "+": actions.in,
  "=": actions.in,
  "-": actions.out,
  0: actions.fit,
  Escape: clear,
  "/": () => byId("search").focus(),
  ArrowLeft: () => view.panBy(step, 0),
  ArrowRight: () => view.panBy(-step, 0),
  ArrowUp: () => view.panBy(0, step),
  ArrowDown: () => view.panBy(0, -step),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT)$/.test(event.target.tagName)) return;
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

/* Devices are reached by Tab where there are not too many; all of them by the search. */
const mostStops = 500;
for (const device of network.devices) {
  const element = view.element(device.id);
  if (!element) continue;
  element.classList.add("pick");
  if (network.devices.length > mostStops) continue;
  element.setAttribute("tabindex", "0");
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", nameOf(device));
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    if (selected !== null && selected !== device.id && (event.shiftKey || byId("two").checked)) choosePath(selected, device.id);
    else choose(device.id, false);
  });
}
frame.querySelectorAll("svg a").forEach((anchor) => anchor.setAttribute("tabindex", "-1"));

new Search(network, byId("search"), byId("found"), status, choose);
new Filter(network, view, byId("filters"));
addEventListener("resize", () => view.fit());
