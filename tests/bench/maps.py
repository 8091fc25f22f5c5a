#!/usr/bin/env python3
"""Draws maps of generated networks, and of those of $WIREMAP_CORPUS, and prints what reading them costs, beside
what dot and sfdp draw of the same graph.

The names of the generated devices say nothing, and their order is shuffled: what is found is found in the
graph. Scores come from a program outside of the project: WIREMAP_MAPSCORE names it (a Python script that
takes --expect NAMES --links LINKS PAGE... and prints JSON). Without it there are no scores, only times.
"""

import glob
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from xml.sax.saxutils import escape

WIREMAP = sys.argv[1] if len(sys.argv) > 1 else "build/wiremap"
SCORE = os.environ.get("WIREMAP_MAPSCORE")
CORPUS = os.environ.get("WIREMAP_CORPUS")
ENGINES = (("dot", []), ("sfdp", ["-Goverlap=prism"]))
ENGINE_SECONDS = 30
MOST_FOR_DOT = 1500  # devices: of more it takes minutes


class Network:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.count = 0
        self.links = []

    def device(self):
        self.count += 1
        return self.count - 1

    def devices(self, count):
        return [self.device() for _ in range(count)]

    def link(self, a, b):
        self.links.append((a, b))

    def endpoints(self, switch, least, most):
        for _ in range(self.random.randint(least, most)):
            self.link(switch, self.device())


def campus(seed, sites, access, cores=2, irregular=0.0):
    net = Network(seed)
    core = net.devices(cores)
    for i in range(cores if cores > 2 else cores - 1):
        net.link(core[i], core[(i + 1) % cores])
    switches = []
    for _ in range(sites):
        pair = net.devices(2)
        net.link(*pair)
        for parent in pair:
            for above in net.random.sample(core, min(2, cores)):
                net.link(parent, above)
        here = []
        for _ in range(access):
            switch = net.device()
            kind = net.random.random()
            if kind < irregular / 2 and here:
                net.link(net.random.choice(here), switch)
            elif kind < irregular:
                net.link(net.random.choice(pair), switch)
            else:
                net.link(pair[0], switch)
                net.link(pair[1], switch)
            here.append(switch)
            net.endpoints(switch, 3, 9)
        switches += here
    for _ in range(int(irregular * sites)):
        net.link(*net.random.sample(switches, 2))
    return net


def fat_tree(seed, k):
    net = Network(seed)
    core = net.devices(k * k // 4)
    for _ in range(k):
        upper, lower = net.devices(k // 2), net.devices(k // 2)
        for i, switch in enumerate(upper):
            for above in core[i * k // 2:(i + 1) * k // 2]:
                net.link(switch, above)
            for below in lower:
                net.link(switch, below)
        for switch in lower:
            net.endpoints(switch, k // 2, k // 2)
    return net


def leaf_spine(seed, leaves, spines):
    net = Network(seed)
    above = net.devices(spines)
    for leaf in net.devices(leaves):
        for spine in above:
            net.link(leaf, spine)
        net.endpoints(leaf, 8, 16)
    return net


def backbone(seed, places, endpoints):
    """Places on a plane, each linked with near ones, and a few far."""
    net = Network(seed)
    at = [(net.random.random() * 1.5, net.random.random()) for _ in range(places)]
    nodes = net.devices(places)
    seen = set()
    for i in nodes:
        near = sorted(nodes, key=lambda j: (at[i][0] - at[j][0]) ** 2 + (at[i][1] - at[j][1]) ** 2)
        for j in near[1:net.random.choice((2, 3, 3))]:
            seen.add((min(i, j), max(i, j)))
    for _ in range(places // 15):
        a, b = sorted(net.random.sample(nodes, 2))
        seen.add((a, b))
    for i in nodes[1:]:
        if not any((j, i) in seen for j in range(i)):
            j = min(range(i), key=lambda j: (at[i][0] - at[j][0]) ** 2 + (at[i][1] - at[j][1]) ** 2)
            seen.add((j, i))
    for a, b in sorted(seen):
        net.link(a, b)
    for i in nodes:
        net.endpoints(i, 0, endpoints)
    return net


def ring(seed, count):
    net = Network(seed)
    nodes = net.devices(count)
    for i in range(count):
        net.link(nodes[i], nodes[(i + 1) % count])
        net.endpoints(nodes[i], 0, 4)
    return net


GENERATED = (
    ("campus-small", lambda: campus(1, 2, 6)),
    ("campus", lambda: campus(2, 8, 17)),
    ("campus-odd", lambda: campus(3, 8, 17, irregular=0.25)),
    ("campus-3-cores", lambda: campus(4, 9, 15, cores=3)),
    ("campus-large", lambda: campus(5, 36, 38, cores=6)),
    ("fat-tree", lambda: fat_tree(6, 8)),
    ("leaf-spine", lambda: leaf_spine(7, 24, 4)),
    ("backbone-small", lambda: backbone(8, 30, 2)),
    ("backbone", lambda: backbone(9, 150, 6)),
    ("backbone-bare", lambda: backbone(10, 200, 0)),
    ("ring", lambda: ring(11, 24)),
)


def write(net, base):
    """base.graphml, base.names, base.links"""
    numbers = list(range(net.count))
    net.random.shuffle(numbers)
    names = ["device-%05d" % number for number in numbers]
    order = sorted(range(net.count), key=lambda i: names[i])
    links = list(net.links)
    net.random.shuffle(links)
    with open(base + ".graphml", "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
                  '<key id="name" for="node" attr.name="name" attr.type="string"/>\n<graph edgedefault="undirected">\n')
        for i in order:
            out.write('<node id="n%d"><data key="name">%s</data></node>\n' % (i, escape(names[i])))
        for a, b in links:
            out.write('<edge source="n%d" target="n%d"/>\n' % (a, b))
        out.write("</graph>\n</graphml>\n")
    with open(base + ".names", "w", encoding="utf-8") as out:
        out.writelines(names[i] + "\n" for i in order)
    with open(base + ".links", "w", encoding="utf-8") as out:
        out.writelines("%s %s\n" % (names[a], names[b]) for a, b in links)


def run(command, **options):
    """Output and the processor time that it took; None when it failed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, **options)
    except (subprocess.SubprocessError, OSError):
        return None, 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def score(source, pages):
    """The pages, the worst first; [] when they are not scored."""
    if SCORE is None:
        return []
    command = [sys.executable, SCORE]
    base = os.path.splitext(source)[0]
    if os.path.exists(base + ".names") and os.path.exists(base + ".links"):
        command += ["--expect", base + ".names", "--links", base + ".links"]
    output, _ = run(command + pages)
    text, found = (output or b"").decode(), []
    while text.strip():
        page, end = json.JSONDecoder().raw_decode(text.lstrip())
        text = text.lstrip()[end:]
        found += page if isinstance(page, list) else [page]
    return sorted((page for page in found if "score" in page), key=lambda page: page["score"])


def plain(source, folder, devices):
    """What the engines draw of it: a text for each."""
    graph, _ = run([WIREMAP, "--from", source, "export", "-f", "dot", "-o", "-"])
    answers = []
    for engine, options in ENGINES:
        page = os.path.join(folder, engine + ".svg")
        too_large = SCORE is None or (engine == "dot" and devices > MOST_FOR_DOT)
        done = None
        if not too_large:
            done, _ = run([engine, *options, "-Tsvg", "-o", page], input=graph, timeout=ENGINE_SECONDS)
        scored = score(source, [page]) if done is not None else []
        answers.append(scored[0]["score"] if scored else None)
    return answers


COLUMNS = "%-16s %7s %5s %6s %5s %8s %6s %7s %9s %6s %6s %5s %5s"


def text_of(value):
    return "-" if value is None else "%.1f" % value


def measure(name, source, folder):
    """Prints a row. Returns the score of the worst page and the better one of the plain ones."""
    first = os.path.join(folder, name + ".svg")
    with open(source, encoding="utf-8") as text:
        devices = text.read().count("<node ")
    done, seconds = run([WIREMAP, "-q", "--from", source, "render", "-o", first])
    if done is None:
        print("%-16s could not be drawn" % name)
        return None, None
    pages = [first, *sorted(glob.glob(os.path.join(folder, name, "*.svg")))]
    scored = score(source, pages)
    beside = plain(source, folder, devices)
    if scored:
        worst = scored[0]

        def total(key):
            return sum(page[key] for page in scored)
        figures = ["%.1f" % worst["score"], "%.1f" % min(page["font_px_a3"] for page in scored),
                   total("node_overlaps"), total("label_overlaps") + total("label_overflows"),
                   total("edge_through_node"), total("edge_crossings"),
                   "%.0f%%" % (100 * worst.get("share_links", 1))]
    else:
        figures = ["-"] * 7
    print(COLUMNS % (name, devices, len(pages), *figures[:2], *figures[2:], "%.2f" % seconds, *map(text_of, beside)),
          flush=True)
    known = [value for value in beside if value is not None]
    return scored[0]["score"] if scored else None, max(known) if known else None


def of_corpus():
    for part in ("maps", "topologyzoo"):
        for source in sorted(glob.glob(os.path.join(CORPUS or "", part, "*.graphml"))) if CORPUS else []:
            yield os.path.splitext(os.path.basename(source))[0], source


def summary(rows):
    """Of those that were scored."""
    scores = sorted(ours for _, ours, _ in rows if ours is not None)
    if not scores:
        return
    worse = [name for name, ours, theirs in rows if ours is not None and theirs is not None and ours < theirs]
    print("%d maps: worst %.1f, median %.1f; worse than plain Graphviz: %s" %
          (len(scores), scores[0], scores[len(scores) // 2], ", ".join(worse) or "none"))


def main():
    if SCORE is None:
        print("WIREMAP_MAPSCORE is not set: no scores")
    if CORPUS is None:
        print("WIREMAP_CORPUS is not set: generated networks only")
    print(COLUMNS % ("map", "devices", "pages", "score", "px", "overlaps", "labels", "through", "crossings", "links",
                     "CPU s", "dot", "sfdp"))
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, make in GENERATED:
            base = os.path.join(folder, "of-" + name)
            write(make(), base)
            rows.append((name, *measure(name, base + ".graphml", folder)))
        for name, source in of_corpus():
            rows.append((name, *measure(name, source, folder)))
    summary(rows)


if __name__ == "__main__":
    main()
