"""costs: what a command of the system takes, for the yardsticks that stand beside ours."""
import os
import subprocess

import play


def cpu_of(words):
    """User and system seconds of the whole process, in the C locale."""
    process = subprocess.Popen([str(word) for word in words], env={**os.environ, "LC_ALL": "C"}, stdin=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise play.Missed(f"{words[0]}: exit {process.returncode}")
    return usage.ru_utime + usage.ru_stime
