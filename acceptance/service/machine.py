"""A Debian root with systemd, booted in a container, and the package to install there."""

import contextlib
import glob
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import harness  # noqa: E402
from harness import HOME, check, until  # noqa: E402

SUITE = os.environ.get("MEETPOST_SUITE", "bookworm")
JAVA = os.environ.get("MEETPOST_JAVA", "17" if SUITE == "bookworm" else "21")
INCLUDE = f"systemd,systemd-sysv,udev,dbus,procps,init-system-helpers,sudo,openjdk-{JAVA}-jre-headless"
# The containers have no network: that suite's own Mosquitto lies ready, to be installed where a test wants it.
MOSQUITTO = "/opt/mosquitto"
FETCH_MOSQUITTO = (f'mkdir -p "$1{MOSQUITTO}/partial" && APT_CONFIG="$MMDEBSTRAP_APT_CONFIG" apt-get -q install -y --download-only '
                   f'--no-install-recommends -o Dir::Cache::archives="$1{MOSQUITTO}/" mosquitto mosquitto-clients')
RECIPE = ["mmdebstrap", "--mode=root", "--variant=minbase", '--aptopt=Acquire::Languages "none"',
          "--dpkgopt=path-exclude=/usr/share/doc/*", "--dpkgopt=path-exclude=/usr/share/locale/*",
          f"--include={INCLUDE}", f"--customize-hook={FETCH_MOSQUITTO}", SUITE]
CACHE = os.path.join(HOME, ".cache", "service")
SETTINGS = "/etc/meetpost/meetpost.yaml"
UNIT = "/etc/systemd/system/meetpost.service.d/test.conf"

# What the tests share: the package, and the machine when it runs.
story = {}


def run(*command, bound=120, wrong=False, **more):
    """Gives what it printed; anything but exit status 0 is a failure unless `wrong`."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=bound, text=True, errors="replace", **more)
    check(wrong or done.returncode == 0, f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def root_archive():
    """The Debian root as a tar file, kept by its recipe."""
    key = hashlib.sha256(" ".join(RECIPE).encode()).hexdigest()[:12]
    kept = os.path.join(CACHE, f"{SUITE}-{key}.tar")
    if not os.path.exists(kept):
        os.makedirs(CACHE, exist_ok=True)
        print(f"making a root of {SUITE} with Java {JAVA}; this takes some minutes, once", flush=True)
        run(*RECIPE, kept + ".new.tar", bound=1200)
        os.rename(kept + ".new.tar", kept)
    return kept


def build(home):
    """The jar and the package, as `mvn package` makes them there."""
    run("mvn", "-B", "-q", "-Dquick", "-Pdeb,sbom", "-DskipTests", "package", bound=900, cwd=home)
    return max(glob.glob(os.path.join(home, "systemd", "target", "meetpost_*_all.deb")), key=os.path.getmtime)


def package():
    """The package, built where it is missing or older than what it is made of."""
    found = glob.glob(os.path.join(HOME, "systemd", "target", "meetpost_*_all.deb"))
    built = max(found, key=os.path.getmtime, default=None)
    sources = [os.path.join(d, f) for part in ("units", "deb", "launcher")
               for d, _, files in os.walk(os.path.join(HOME, "systemd", part)) for f in files]
    sources += [os.path.join(HOME, "systemd", "pom.xml"), harness.JAR]
    if not built or any(os.path.exists(s) and os.path.getmtime(s) > os.path.getmtime(built) for s in sources):
        built = build(HOME)
        os.utime(built)
    return built


def cgroups(name):
    """Directories for control groups of that name, below our own. Containers of one group would end each other's
    services: each gives its groups the same names."""
    with open("/proc/self/cgroup") as f:
        own = dict(line.strip().split(":", 2)[1:] for line in f)
    unified = "/sys/fs/cgroup/unified" if os.path.isdir("/sys/fs/cgroup/unified") else "/sys/fs/cgroup"
    found = [(unified, own.get("")), ("/sys/fs/cgroup/systemd", own.get("name=systemd"))]
    return [os.path.join(tree, group.lstrip("/"), name) for tree, group in found
            if group and os.path.exists(os.path.join(tree, "cgroup.procs"))]


class Machine:
    """A Debian root, booted when it is asked to."""

    def __init__(self, archive):
        self.root = tempfile.mkdtemp(prefix="meetpost-root-", dir=os.environ.get("MEETPOST_ROOTS"))
        os.chmod(self.root, 0o755)
        run("tar", "-C", self.root, "-xf", archive, bound=300)
        self.write("/opt/thermal/thermal_zone0/temp", "48312\n")
        self.cgroups = cgroups(os.path.basename(self.root))
        self.container = None
        self.pid = None

    def boot(self, *options):
        enter = "".join(f"mkdir -p {each}; echo $$ >{each}/cgroup.procs; " for each in self.cgroups)
        self.container = harness.Process("sh", "-c", enter + 'exec "$@"', "sh", "systemd-nspawn", "--boot", "-D", self.root, "--register=no", "--keep-unit",
                                         "--private-network", "--console=read-only", *options)

        def leader():
            """The container's init; before it, systemd-nspawn has other children."""
            check(self.container.child.poll() is None, self.container.text)
            children = run("ps", "-o", "pid=,comm=", "--ppid", str(self.container.child.pid), wrong=True)
            found = [line.split()[0] for line in children.splitlines() if line.split()[1] in ("systemd", "init")]
            return found[0] if found else None
        self.pid = until(leader, 60, lambda: "an init in the container:\n" + self.container.text)
        until(lambda: self("systemctl", "is-system-running", wrong=True).strip() in ("running", "degraded"), 600,
              lambda: "systemd is up:\n" + self.container.text)
        # The processor's thermometer of a Pi.
        self("mount", "--bind", "/opt/thermal", "/sys/class/thermal")

    def __call__(self, *command, **more):
        return run("nsenter", "-t", self.pid, "-a", *command, **more)

    def path(self, name):
        return os.path.join(self.root, name.lstrip("/"))

    def text(self, name):
        with open(self.path(name)) as f:
            return f.read()

    def write(self, name, text, mode=0o644):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w") as f:
            f.write(text)
        os.chmod(self.path(name), mode)

    def install(self, deb, *options):
        """As its user does it, with apt."""
        shutil.copy(deb, self.path("/opt/meetpost.deb"))
        return self("apt-get", "install", "-y", "--no-install-recommends", *options, "/opt/meetpost.deb", bound=300,
                    env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})

    def subscribed(self, topic, *options):
        """The payload of the first message."""
        return run("timeout", "60", "nsenter", "-t", self.pid, "-n", "mosquitto_sub", "-t", topic, "-C", "1",
                   *options).strip()

    def mosquitto(self, place, config):
        """Debian's broker on this machine, in the network of the container."""
        config = place.file("mosquitto.conf", config)
        os.chmod(place.directory, 0o755)
        binary = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
        broker = place.keep(harness.Process("nsenter", "-t", self.pid, "-n", binary, "-v", "-c", config))
        broker.expect("Opening ipv4 listen socket")
        return broker

    def show(self, name, unit="meetpost"):
        """What systemd says of the service."""
        return self("systemctl", "show", unit, "--value", "-p", name).strip()

    def shows(self, *names):
        said = self("systemctl", "show", "meetpost", "-p", ",".join(names))
        return dict(line.split("=", 1) for line in said.splitlines() if "=" in line)

    def journal(self, *options, unit="meetpost"):
        return self("journalctl", "-u", unit, "--no-pager", "-o", "cat", *options)

    def logged(self, part, after="", bound=30, unit="meetpost"):
        """Waits for that in the journal, behind what it had before."""
        until(lambda: part in self.journal(unit=unit)[len(after):], bound,
              lambda: f"{part!r} in the journal of {unit}:\n" + self.journal("-n", "40", unit=unit))

    def active(self, bound=90, unit="meetpost"):
        until(lambda: self.show("ActiveState", unit) == "active", bound,
              lambda: "the service is active:\n" + self("systemctl", "status", unit, "-l", "--no-pager", wrong=True))
        return self.show("MainPID", unit)

    def restarted(self, before, bound=120):
        until(lambda: self.show("MainPID") not in ("0", before), bound, lambda: "a new process:\n" + self.journal("-n", "20"))
        return self.active()

    def restart(self):
        self("systemctl", "restart", "meetpost", bound=120)
        return self.active()

    def stop(self):
        if self.container:
            if self.container.child.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(self.pid), signal.SIGRTMIN + 4)
                self.container.ended(180)
            self.container = None

    def close(self):
        try:
            self.stop()
        finally:
            shutil.rmtree(self.root, ignore_errors=True)
            for each in self.cgroups:
                run("find", each, "-depth", "-type", "d", "-exec", "rmdir", "{}", ";", wrong=True)
