#!/usr/bin/env python3
"""A device behind a forced command of sshd: an interactive command line on a terminal, after Cisco IOS.

ssh_device.py ANSWERS [BEHAVIOR]: ANSWERS is a folder with a file for each command (blanks as _). It echoes,
stops at the end of a page until it is told `terminal length 0`, and erases its pager as IOS does. BEHAVIOR:

hang      `show interfaces` is never answered
flood     `show interfaces` is answered without end
big       `show interfaces` is answered with ten million octets before the answer
drop      `show interfaces` is answered by half, then the connection is gone
mute      not even a prompt
slow      a pause of 20 ms in front of each answer
enable    `show` needs privileged mode: enable, secret `sesame`
login     asks for a user and a password on the command line before there is a prompt

Each line that it is told, but for answers to its own questions, is added to ANSWERS.asked.
"""
import os
import sys
import termios
import time
import tty

PAGE = 20
folder, behavior = sys.argv[1], (sys.argv[2:] or [""])[0]
has_terminal = os.isatty(0)
is_paging, is_enabled = True, behavior != "enable"
name = os.path.basename(folder.rstrip("/"))


def write(text):
    data = text.encode() if isinstance(text, str) else text
    while data:
        data = data[os.write(1, data):]


def read_key():
    key = os.read(0, 1)
    if not key:
        sys.exit(0)
    return key


def read_line(shows=True):
    line = b""
    while True:
        key = read_key()
        if key in b"\r\n":
            write("\r\n")
            return line.decode(errors="replace").strip()
        if key == b"\x03":
            write("^C\r\n")
            return ""
        line += key
        if shows:
            write(key)


def page(text):
    for number, line in enumerate(text.split("\n")[:-1], 1):
        write(line + "\r\n")
        if is_paging and number % PAGE == 0:
            write(" --More-- ")
            while read_key() != b" ":
                pass
            write("\b" * 9 + " " * 8 + "\b" * 9)


def misbehave(answer):
    if behavior == "hang":
        time.sleep(3600)
    if behavior == "flood":
        while True:
            write("so much to say, and nobody to stop it\r\n" * 500)
    if behavior == "big":
        write(("x" * 78 + "\r\n") * 125000)
    if behavior == "drop":
        write(answer[: len(answer) // 2])
        os.kill(os.getppid(), 9)
        sys.exit(0)


def run(command):
    global is_paging, is_enabled
    path = os.path.join(folder, command.replace(" ", "_"))
    if command == "terminal length 0":
        is_paging = False
    elif command == "enable":
        write("Password: ")
        is_enabled = is_enabled or read_line(False) == "sesame"
        if not is_enabled:
            write("% Access denied\r\n\r\n")
    elif "/" in command or not os.path.isfile(path) or not is_enabled:
        if command and not command.startswith("terminal"):
            write("              ^\r\n% Invalid input detected at '^' marker.\r\n\r\n")
    else:
        with open(path, encoding="utf-8") as file:
            answer = file.read()
        if behavior == "slow":
            time.sleep(0.02)
        if command == "show interfaces":
            misbehave(answer)
        page(answer)


def log_in():
    while True:
        write("User: ")
        user = read_line()
        write("Password: ")
        if (user, read_line(False)) == ("netops", "netops-lab"):
            return
        write("% Login invalid\r\n\r\n")


if os.environ.get("SSH_ORIGINAL_COMMAND") is not None or not has_terminal:
    write("% This device runs no commands on channels of their own.\n")
    sys.exit(1)
tty.setraw(0, termios.TCSANOW)
if behavior == "mute":
    time.sleep(3600)
write("\r\n*** Only for those who may. ***\r\n\r\n")
if behavior == "login":
    log_in()
while True:
    write(name + ("#" if is_enabled else ">"))
    line = read_line()
    with open(folder.rstrip("/") + ".asked", "a", encoding="utf-8") as asked:
        asked.write(line + "\n")
    if line in ("exit", "quit"):
        break
    run(line)
