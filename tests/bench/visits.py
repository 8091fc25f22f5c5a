"""What the visits of the newest run of an inventory cost: visits.py FILE.

Prints: good visits, others, the median of requests and of milliseconds, the retries of all, octets per answer,
how many hops the farthest device is from a seed, and the milliseconds of the longest visit.
"""
import sqlite3
import statistics
import sys

rows = sqlite3.connect(sys.argv[1]).execute(
    "SELECT outcome, requests, duration_us, retries, bytes_received, depth FROM observation"
    " WHERE run = (SELECT max(id) FROM run)").fetchall()
good = [row for row in rows if row[0] == "good"] or [("", 0, 0, 0, 0, 0)]
requests = sum(row[1] for row in good)
print(len(good), len(rows) - len(good),
      f"{statistics.median(row[1] for row in good):g} {statistics.median(row[2] for row in good) / 1000:.1f}",
      sum(row[3] for row in rows), f"{sum(row[4] for row in good) / max(requests, 1):.0f}",
      max(row[5] for row in good), f"{max(row[2] for row in good) / 1000:.1f}")
