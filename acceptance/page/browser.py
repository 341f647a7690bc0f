"""Headless Chromium over the DevTools protocol, through a pair of pipes: no port, no driver, no library."""

import base64
import collections
import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from harness import Failure, until  # noqa: E402

ANSWER = 30


class Browser:
    """One Chromium with a profile of its own, that is thrown away."""

    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="meetpost-chromium-")
        # Chromium reads commands from its file 3 and writes to 4.
        hears, self.tell = os.pipe()
        self.hear, tells = os.pipe()
        # Numbers that 3 and 4 cannot overwrite.
        hears, tells = (fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 10) for fd in (hears, tells))

        def wire():
            os.dup2(hears, 3)
            os.dup2(tells, 4)

        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        self.process = subprocess.Popen(
            [chromium(), "--headless=new", "--remote-debugging-pipe", f"--user-data-dir={self.profile}", *sandbox,
             "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--mute-audio",
             "--accept-lang=en-GB,en", "--disable-background-networking", "--disable-component-update", "--hide-scrollbars", "about:blank"],
            close_fds=False, preexec_fn=wire, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(hears)
        os.close(tells)
        self.number = 0
        self.answers = {}
        self.arrived = threading.Condition()
        self.pages = {}
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        rest = b""
        while True:
            try:
                data = os.read(self.hear, 1 << 16)
            except OSError:
                return
            if not data:
                return
            *messages, rest = (rest + data).split(b"\0")
            for message in map(json.loads, messages):
                if "id" in message:
                    with self.arrived:
                        self.answers[message["id"]] = message
                        self.arrived.notify_all()
                elif message.get("sessionId") in self.pages:
                    self.pages[message["sessionId"]].heard(message["method"], message["params"])

    def call(self, method, session=None, **parameters):
        with self.arrived:
            self.number += 1
            number = self.number
        message = {"id": number, "method": method, "params": parameters, **({"sessionId": session} if session else {})}
        data = memoryview(json.dumps(message).encode() + b"\0")
        while data:
            data = data[os.write(self.tell, data):]
        with self.arrived:
            if not self.arrived.wait_for(lambda: number in self.answers, ANSWER):
                raise Failure(f"Chromium did not answer {method} within {ANSWER} s")
            answer = self.answers.pop(number)
        if "error" in answer:
            raise Failure(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def open(self, url, width=1440, height=900, dark=False, above_policy=False):
        """A new tab of that size. `above_policy` lets a test's own scripts in, against the page's policy."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = self.pages[session] = Page(self, session, target)
        for domain in ("Page", "Runtime", "Log"):
            page.call(f"{domain}.enable")
        page.call("Page.setBypassCSP", enabled=above_policy)
        page.look(width, height, dark)
        page.call("Page.navigate", url=url)
        return page

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.tell)
        shutil.rmtree(self.profile, ignore_errors=True)


class Page:
    """A tab: what is on it, and what its console said."""

    def __init__(self, browser, session, target):
        self.browser = browser
        self.session = session
        self.target = target
        self.console = collections.deque(maxlen=500)

    def heard(self, method, params):
        if method == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            self.console.append(("error", details.get("exception", {}).get("description") or details["text"]))
        elif method == "Runtime.consoleAPICalled":
            self.console.append((params["type"], " ".join(str(a.get("value", a.get("description"))) for a in params["args"])))
        elif method == "Log.entryAdded":
            entry = params["entry"]
            self.console.append((entry["level"], f"{entry['text']} {entry.get('url', '')}"))

    def errors(self):
        return [text for level, text in self.console if level in ("error", "warning", "assert")]

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def look(self, width, height, dark):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def say(self, expression):
        """The value of some JavaScript on the page, promises waited for."""
        result = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise Failure(f"{expression[:200]}: {result['exceptionDetails'].get('exception', {}).get('description')}")
        return result["result"].get("value")

    def text(self, selector):
        """What a person reads there; nothing where it is hidden."""
        return self.say(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''")

    def state(self, selector):
        return self.say(f"document.querySelector({json.dumps(selector)})?.dataset.state ?? ''")

    def wait(self, what, wanted, bound=20):
        """Polls until `what()` gives something that fits: a text that is in it, or a function's word on it."""
        seen = []
        # A page that nobody sees does not draw.
        self.call("Page.bringToFront")

        def fits():
            seen[:] = [what()]
            return wanted(seen[0]) if callable(wanted) else wanted in seen[0]
        until(fits, bound, lambda: f"{wanted if isinstance(wanted, str) else 'it'}; seen last: {seen[0]!r}; console: {self.errors()[-5:]}")
        return seen[0]

    def click(self, selector):
        """With the mouse, where it is."""
        x, y = self.say(f"""(() => {{ const e = document.querySelector({json.dumps(selector)}); e.scrollIntoView({{block: "center"}});
            const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }})()""")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def key(self, key, code=0):
        for kind in ("rawKeyDown", "char", "keyUp") if key == "Enter" else ("rawKeyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code,
                      **({"text": "\r"} if kind == "char" else {}))

    def picture(self, path):
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=True,
                         clip={"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1})
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(base64.b64decode(shot["data"]))

    def close(self):
        self.browser.call("Target.closeTarget", targetId=self.target)


def chromium():
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if shutil.which(name):
            return shutil.which(name)
    raise Failure("this test needs Chromium: sudo apt install chromium")
