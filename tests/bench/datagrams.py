"""How many requests visits cost beside the full datagrams that what they read would fill: datagrams.py DB FOLDER.

DB is the inventory of a crawl that was recorded in FOLDER. Each value counts once, in the BER of a varbind; a datagram
has 1,472 octets (an Ethernet frame), 60 of which the message around the varbinds takes, and with SNMPv3 (authPriv, SHA
and AES, the engine ids and the user of the bench) 84 more: so much longer are its answers to the same request.
Prints the medians of the requests, of the full datagrams, of those with SNMPv3, and of the ratio of the first two by
device.
"""
import math
import sqlite3
import statistics
import sys

ROOM = 1472 - 60
ROOM_SECURED = ROOM - 84


def element(size):
    """Octets of an element whose contents have that size."""
    return size + (2 if size < 128 else 3 if size < 256 else 4)


def number(value):
    return max(1, (value.bit_length() + 8) // 8)


def name(text):
    arcs = [int(arc) for arc in text.split(".") if arc]
    return 1 + sum(max(1, (arc.bit_length() + 6) // 7) for arc in arcs[2:])


def value(tag, text):
    if tag.endswith("x"):
        return len(text) // 2
    if tag == "6":
        return name(text)
    if tag in ("2", "65", "66", "67", "70"):
        return number(abs(int(text)))
    return 4 if tag == "64" else len(text.encode())


def varbind(line):
    oid, tag, text = line.rstrip("\n").split("|", 2)
    return element(element(name(oid)) + element(value(tag, text)))


def octets(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return sum(varbind(line) for line in file if line.count("|") >= 2)


database, folder = sys.argv[1:]
files = {}
with open(f"{folder}/manifest.txt", encoding="utf-8") as manifest:
    for line in manifest:
        words = line.split("#")[0].split()
        if len(words) == 2:
            files.setdefault(words[0].split("@")[0], set()).add(words[1])
visits = sqlite3.connect(database).execute(
    "SELECT address, requests FROM observation WHERE outcome = 'good' AND run = (SELECT max(id) FROM run)").fetchall()
costs = []
for address, requests in visits:
    size = sum(octets(f"{folder}/{file}") for file in files.get(address, ()))
    if size > 0:
        costs.append((requests, math.ceil(size / ROOM), math.ceil(size / ROOM_SECURED)))
print(" ".join(f"{statistics.median(column):g}" for column in zip(*costs)),
      f"{statistics.median(a / b for a, b, _ in costs):.2f}")
