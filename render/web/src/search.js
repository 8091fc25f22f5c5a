/* The search field: a combobox (WAI-ARIA) whose list has the devices found. */
import { make, nameOf } from "./panel.js";

const longest = 30;

function whatItIs(device) {
  return [device.role, device.model, device.addresses[0] ?? device.chassis_ids[0]].filter(Boolean).join(" · ");
}

export class Search {
  constructor(network, field, list, status, choose) {
    Object.assign(this, { network, field, list, status, choose });
    this.found = [];
    this.current = -1;
    field.addEventListener("input", () => this.update());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  update() {
    this.found = this.network.search(this.field.value, longest);
    this.list.replaceChildren(...this.found.map((device, i) => this.option(device, i)));
    this.list.hidden = !this.found.length;
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    this.move(this.found.length ? 0 : -1);
    if (this.field.value.trim()) this.status.textContent = this.found.length ? `${this.found.length}${this.found.length === longest ? " or more" : ""} found` : "nothing found";
  }

  option(device, i) {
    const take = (event) => {
      event.preventDefault();
      this.take(i);
    };
    return make("li", { id: `found-${i}`, role: "option", onmousedown: take }, make("b", {}, nameOf(device)), ` ${whatItIs(device)}`);
  }

  move(to) {
    this.list.children[this.current]?.removeAttribute("aria-selected");
    this.current = to;
    const option = this.list.children[to];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", option ? option.id : "");
  }

  key(event) {
    const last = this.found.length - 1;
    if (event.key === "ArrowDown") this.move(Math.min(this.current + 1, last));
    else if (event.key === "ArrowUp") this.move(Math.max(this.current - 1, 0));
    else if (event.key === "Enter" && this.current >= 0) this.take(this.current);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  take(i) {
    const device = this.found[i];
    this.close();
    this.choose(device.id);
  }

  close() {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
  }
}
