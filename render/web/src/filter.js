/*
 * Which devices are shown: by role, by site, endpoints folded or not. What is filtered out is dimmed, so that the
 * map keeps its shape; folded endpoints are gone.
 */
import { make } from "./panel.js";

function count(devices, of) {
  const counts = new Map();
  for (const device of devices) {
    const key = of(device);
    if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
}

export class Filter {
  constructor(network, view, form) {
    this.network = network;
    this.view = view;
    this.hiddenRoles = new Set();
    this.site = "";
    this.isFolded = false;
    this.endpoints = network.devices.filter((device) => network.isEndpoint(device));
    this.addRoles(form);
    this.addSites(form);
    this.addFold(form);
  }

  addRoles(form) {
    const roles = count(this.network.devices, (device) => device.role ?? "unknown");
    const boxes = roles.map(([role, number]) => {
      const box = make("input", { type: "checkbox", checked: true, value: role, onchange: () => this.setRole(role, box.checked) });
      return make("label", {}, box, ` ${role} (${number})`);
    });
    form.append(make("fieldset", {}, make("legend", {}, "Roles"), ...boxes));
  }

  addSites(form) {
    const sites = count(this.network.devices, (device) => device.site ?? device.location);
    if (sites.length < 2) return;
    const list = make("select", { id: "site", onchange: () => this.setSite(list.value) }, make("option", { value: "" }, "all sites"));
    list.append(...sites.map(([site, number]) => make("option", { value: site }, `${site} (${number})`)));
    form.append(make("label", {}, "Site ", list));
  }

  addFold(form) {
    if (!this.endpoints.length) return;
    const box = make("input", { type: "checkbox", id: "fold", onchange: () => this.fold(box.checked) });
    form.append(make("label", {}, box, ` fold ${this.endpoints.length} endpoints`));
  }

  setRole(role, isShown) {
    if (isShown) this.hiddenRoles.delete(role);
    else this.hiddenRoles.add(role);
    this.apply();
  }

  setSite(site) {
    this.site = site;
    this.apply();
  }

  fold(isFolded) {
    this.isFolded = isFolded;
    this.view.markDevices("folded", isFolded ? this.endpoints.map((device) => device.id) : []);
    this.view.mark("folded-line", isFolded ? this.endpoints.flatMap((device) => this.linesOf(device.id)) : []);
  }

  allows(device) {
    return !this.hiddenRoles.has(device.role ?? "unknown") && (!this.site || (device.site ?? device.location) === this.site);
  }

  linesOf(id) {
    return this.network.linksOf.get(id).flatMap((link) => this.view.lines(link.a.device_id, link.b.device_id));
  }

  apply() {
    const out = this.network.devices.filter((device) => !this.allows(device)).map((device) => device.id);
    this.view.markDevices("filtered", out);
    this.view.mark("filtered-line", out.flatMap((id) => this.linesOf(id)));
  }
}
