/*
 * The drawing: pan and zoom, and which devices and lines are marked, dimmed or hidden. Devices are the elements
 * `device-ID` of the SVG; a line has a class `ends-A-B` for each pair of devices that it joins.
 */
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";

const margin = 16;
const closest = 1.6; /* how far a device that was looked for is magnified */

export class View {
  constructor(frame, svg) {
    this.frame = frame;
    this.svg = svg;
    const box = svg.viewBox.baseVal;
    this.width = box.width;
    this.height = box.height;
    svg.setAttribute("width", this.width);
    svg.setAttribute("height", this.height);
    this.sheet = svg.parentElement;
    this.selection = select(frame);
    this.zoom = zoom()
      .scaleExtent([0.02, 12])
      .on("zoom", ({ transform }) => this.show(transform));
    this.selection.call(this.zoom).on("dblclick.zoom", null);
    this.marks = new Map();
    this.fit();
  }

  show(transform) {
    this.transform = transform;
    this.sheet.style.transform = `translate(${transform.x}px, ${transform.y}px) scale(${transform.k})`;
    /* Text of fewer than about three pixels cannot be read, and is most of the work of a large map. */
    this.frame.classList.toggle("far", transform.k * 9 < 3);
  }

  fit() {
    const { clientWidth: width, clientHeight: height } = this.frame;
    const scale = Math.min((width - 2 * margin) / this.width, (height - 2 * margin) / this.height, 2);
    this.move(zoomIdentity.translate((width - this.width * scale) / 2, (height - this.height * scale) / 2).scale(scale));
  }

  move(transform) {
    this.selection.call(this.zoom.transform, transform);
  }

  scaleBy(factor) {
    this.selection.call(this.zoom.scaleBy, factor);
  }

  panBy(x, y) {
    this.selection.call(this.zoom.translateBy, x / this.transform.k, y / this.transform.k);
  }

  element(id) {
    return document.getElementById(`device-${id}`) ?? document.getElementById(`a_device-${id}`);
  }

  lines(a, b) {
    return [...this.svg.getElementsByClassName(`ends-${a}-${b}`), ...this.svg.getElementsByClassName(`ends-${b}-${a}`)];
  }

  /** Where a device is on the sheet, in its own units. */
  boxOf(id) {
    const element = this.element(id);
    if (!element) return null;
    const box = element.getBoundingClientRect();
    const origin = this.sheet.getBoundingClientRect();
    const k = this.transform.k;
    return { x: (box.left - origin.left + box.width / 2) / k, y: (box.top - origin.top + box.height / 2) / k };
  }

  centerOn(id) {
    const box = this.boxOf(id);
    if (!box) return;
    const scale = Math.max(this.transform.k, closest);
    const { clientWidth: width, clientHeight: height } = this.frame;
    this.move(zoomIdentity.translate(width / 2 - box.x * scale, height / 2 - box.y * scale).scale(scale));
  }

  /** Gives these elements the class, and no others. */
  mark(name, elements) {
    for (const element of this.marks.get(name) ?? []) element.classList.remove(name);
    for (const element of elements) element.classList.add(name);
    this.marks.set(name, elements);
  }

  markDevices(name, ids) {
    this.mark(name, ids.map((id) => this.element(id)).filter(Boolean));
  }
}

/** The id of the device that an element of the drawing belongs to, or null. */
export function deviceIdOf(element) {
  const group = element.closest?.('[id^="device-"], [id^="a_device-"]');
  const found = group && /^(?:a_)?device-(-?\d+)/.exec(group.id);
  return found ? Number(found[1]) : null;
}
