/*
 * The panel beside the map: the facts of a device, its links with their evidence, its interfaces; or a path.
 * All text is put in as text, never as markup: it comes from devices.
 */

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const facts = [
  ["Role", (device) => device.role],
  ["Vendor", (device) => device.vendor],
  ["Model", (device) => device.model],
  ["OS", (device) => [device.os, device.version].filter(Boolean).join(" ")],
  ["Serial", (device) => device.serial],
  ["Location", (device) => device.location],
  ["Addresses", (device) => device.addresses.join(", ")],
  ["Chassis", (device) => device.chassis_ids.join(", ")],
  ["Visited", (device) => (device.visited ? `yes, over ${device.via ?? "?"}` : "no: only its neighbors tell of it")],
];

export function speedText(mbps) {
  if (!mbps) return "";
  return mbps >= 1000 ? `${mbps / 1000} Gbit/s` : `${mbps} Mbit/s`;
}

export function nameOf(device) {
  return device.name ?? device.addresses[0] ?? device.chassis_ids[0] ?? `device ${device.id}`;
}

function table(caption, heads, rows) {
  if (!rows.length) return null;
  return make(
    "table",
    {},
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)))),
    make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, cell ?? ""))))),
  );
}

function evidenceText(link) {
  return [link.certainty, link.protocols.join(" "), link.layer === "physical" ? "" : link.layer].filter(Boolean).join(", ");
}

function linkRows(network, device, choose) {
  return network.linksOf.get(device.id).map((link) => {
    const own = network.ownEnd(link, device.id);
    const far = network.neighborEnd(link, device.id);
    const other = network.byId.get(far.device_id);
    const name = other ? make("button", { type: "button", className: "link", onclick: () => choose(other.id) }, nameOf(other)) : "?";
    return [own.port ?? "?", name, far.port ?? "?", speedText(link.speed_mbps), evidenceText(link)];
  });
}

function interfaceRows(device) {
  return (device.interfaces ?? []).map((one) => [one.name, one.state ?? "", speedText(one.speed_mbps), one.mac ?? "", one.alias ?? ""]);
}

export function deviceView(network, device, choose) {
  const known = facts.map(([name, of]) => [name, of(device)]).filter(([, text]) => text);
  return [
    make("h2", { tabIndex: -1 }, nameOf(device)),
    make("dl", {}, ...known.flatMap(([name, text]) => [make("dt", {}, name), make("dd", {}, text)])),
    table("Links", ["Port", "Neighbor", "Its port", "Speed", "Evidence"], linkRows(network, device, choose)),
    table("Interfaces", ["Name", "State", "Speed", "MAC", "Description"], interfaceRows(device)),
  ];
}

export function pathView(network, from, hops, to, choose) {
  const title = make("h2", { tabIndex: -1 }, `Path ${nameOf(from)} – ${nameOf(to)}`);
  if (!hops) return [title, make("p", {}, "There is no path between them on this map.")];
  const rows = hops.map((hop) => {
    const device = network.byId.get(hop.to);
    const button = make("button", { type: "button", className: "link", onclick: () => choose(hop.to) }, nameOf(device));
    return [nameOf(network.byId.get(hop.from)), network.ownEnd(hop.link, hop.from).port ?? "?", network.neighborEnd(hop.link, hop.from).port ?? "?", button, speedText(hop.link.speed_mbps)];
  });
  return [title, make("p", {}, `${hops.length} ${hops.length === 1 ? "hop" : "hops"}`), table("Hops", ["From", "Out", "In", "To", "Speed"], rows)];
}
