"""Runs a command and prints what it took: seconds, processor seconds, MiB at most, exit status.

measure.py SECONDS COMMAND...: the command is killed after that time. Its output goes to standard error.
"""
import os
import signal
import sys
import time

started = time.monotonic()
child = os.fork()
if child == 0:
    os.dup2(2, 1)
    os.execvp(sys.argv[2], sys.argv[2:])
signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
signal.setitimer(signal.ITIMER_REAL, float(sys.argv[1]))
_, status, usage = os.wait4(child, 0)
seconds = time.monotonic() - started
print(f"{seconds:.3f} {usage.ru_utime + usage.ru_stime:.3f} {usage.ru_maxrss / 1024:.0f}",
      os.waitstatus_to_exitcode(status))
