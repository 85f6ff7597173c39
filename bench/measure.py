"""What the kernel says about processes, the machine and its disk."""
import os
import time

TICKS = os.sysconf("SC_CLK_TCK")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def cpu_seconds(pid):
    """User and system time of all threads of a process."""
    fields = read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_mib(pid):
    line = next(line for line in read(f"/proc/{pid}/status").splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def busy_seconds():
    """Of all cores, since boot: everything but idle and waiting for disks."""
    user, nice, system, _idle, _iowait, *rest = map(int, read("/proc/stat").splitlines()[0].split()[1:9])
    return (user + nice + system + sum(rest)) / TICKS


def sync_us(folder, times=200):
    """Median time to bring a 4 KiB write to the disk that the case database lies on: what a durable answer waits for at least."""
    path = os.path.join(folder, "sync-probe")
    taken = []
    file = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        for i in range(times):
            os.pwrite(file, b"\0" * 4096, i * 4096)
            began = time.perf_counter()
            os.fdatasync(file)
            taken.append(time.perf_counter() - began)
    finally:
        os.close(file)
        os.remove(path)
    return median(taken) * 1e6


def machine():
    model = next((line.partition(":")[2].strip() for line in read("/proc/cpuinfo").splitlines() if line.startswith("model name")), "unknown processor")
    return f"{model}, {os.cpu_count()} cores, Linux {os.uname().release}"


def median(values):
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def spread(values):
    return {"median": median(values), "least": min(values), "most": max(values)}
