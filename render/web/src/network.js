/*
 * The network as the page holds it: devices and links as `wiremap export -f json` gives them, with what is
 * needed to look them up. No word about how it is drawn.
 */

/** "AA-BB-CC", "aabb.cc" and "aa:bb:cc" are the same MAC address: hexadecimal digits only. */
export function hexOf(text) {
  const digits = text.toLowerCase().replace(/[^0-9a-f]/g, "");
  return /^[0-9a-f]{2,4}([:.\-][0-9a-f]{1,4})+$/i.test(text.trim()) ? digits : "";
}

function searchTexts(device) {
  return [device.name, ...device.addresses, ...device.chassis_ids, device.model, device.serial, device.location]
    .filter(Boolean)
    .map((text) => text.toLowerCase());
}

export class Network {
  constructor(data) {
    this.devices = data.devices;
    this.links = data.links;
    this.byId = new Map(this.devices.map((device) => [device.id, device]));
    this.linksOf = new Map(this.devices.map((device) => [device.id, []]));
    this.links.forEach((link) => {
      for (const end of new Set([link.a.device_id, link.b.device_id])) this.linksOf.get(end)?.push(link);
    });
    this.texts = this.devices.map(searchTexts);
    this.hexes = this.devices.map((device) =>
      [...device.chassis_ids, ...(device.interfaces ?? []).map((one) => one.mac ?? "")].map(hexOf).filter(Boolean),
    );
  }

  neighborEnd(link, id) {
    return link.a.device_id === id ? link.b : link.a;
  }

  ownEnd(link, id) {
    return link.a.device_id === id ? link.a : link.b;
  }

  /** A device with one neighbor that forwards for nobody. */
  isEndpoint(device) {
    if (["router", "switch", "firewall", "wlan-controller"].includes(device.role)) return false;
    const others = new Set(this.linksOf.get(device.id).map((link) => this.neighborEnd(link, device.id).device_id));
    return others.size <= 1;
  }

  /** Devices whose name, address, MAC address, model, serial or location has the words; best first. */
  search(words, limit) {
    const wanted = words.trim().toLowerCase();
    if (!wanted) return [];
    const hex = hexOf(wanted);
    const found = [];
    this.devices.forEach((device, i) => {
      const rank = this.rank(i, wanted, hex);
      if (rank < Infinity) found.push({ device, rank });
    });
    found.sort((a, b) => a.rank - b.rank || (a.device.name ?? "").localeCompare(b.device.name ?? "", "en", { numeric: true }));
    return found.slice(0, limit).map((one) => one.device);
  }

  rank(i, wanted, hex) {
    let best = Infinity;
    for (const text of this.texts[i]) {
      if (text === wanted) return 0;
      if (text.startsWith(wanted)) best = Math.min(best, 1);
      else if (text.includes(wanted)) best = Math.min(best, 2);
    }
    if (hex && this.hexes[i].some((one) => one.startsWith(hex))) best = Math.min(best, 1);
    return best;
  }

  /** The links of a path with the fewest hops, each with the device it leads to; null where there is none. */
  path(from, to) {
    const before = new Map([[from, null]]);
    for (let wave = [from]; wave.length && !before.has(to); ) {
      const next = [];
      for (const id of wave)
        for (const link of this.linksOf.get(id)) {
          const other = this.neighborEnd(link, id).device_id;
          if (before.has(other)) continue;
          before.set(other, { link, from: id });
          next.push(other);
        }
      wave = next;
    }
    if (!before.has(to)) return null;
    const hops = [];
    for (let id = to; before.get(id); id = before.get(id).from) hops.unshift({ link: before.get(id).link, to: id, from: before.get(id).from });
    return hops;
  }
}
