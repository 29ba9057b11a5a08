// Drives a headless Chromium over its debugging pipe: messages of the DevTools protocol, each ended by a NUL.
// Nothing but what Node has.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Browser {
  static async start() {
    const profile = await mkdtemp(join(tmpdir(), "pages-"));
    const flags = [
      "--headless=new", "--remote-debugging-pipe", `--user-data-dir=${profile}`, "--no-first-run",
      "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--disable-background-networking",
      "--hide-scrollbars", "--force-color-profile=srgb",
    ];
    // Root has no sandbox in Chromium; the pages are our own.
    if (process.getuid?.() === 0) flags.push("--no-sandbox");
    const child = spawn(process.env.CHROMIUM ?? "chromium", flags, {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    return new Browser(child, profile);
  }

  constructor(child, profile) {
    this.child = child;
    this.profile = profile;
    this.number = 0;
    this.waiting = new Map();
    this.listeners = [];
    // A browser that hangs ends the run.
    setTimeout(() => {
      console.error("the browser took too long");
      child.kill("SIGKILL");
      process.exit(1);
    }, 180_000).unref();
    let rest = "";
    child.stdio[4].setEncoding("utf8");
    child.stdio[4].on("data", (data) => {
      const messages = (rest + data).split("\0");
      rest = messages.pop();
      for (const message of messages) this.#receive(JSON.parse(message));
    });
    child.stdio[3].on("error", () => {});
    this.ended = new Promise((resolve) => {
      child.on("error", resolve);
      child.on("exit", resolve);
    });
    this.ended.then(() => {
      for (const { reject } of this.waiting.values()) reject(new Error("Chromium ended"));
    });
  }

  #receive(message) {
    const waiting = this.waiting.get(message.id);
    if (waiting) {
      this.waiting.delete(message.id);
      if (message.error) waiting.reject(new Error(`${waiting.method}: ${message.error.message}`));
      else waiting.resolve(message.result);
    } else {
      for (const listener of this.listeners) listener(message);
    }
  }

  send(method, params = {}, sessionId = undefined) {
    const id = ++this.number;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, method });
      this.child.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  async close() {
    await this.send("Browser.close").catch(() => {});
    await this.ended;
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async page() {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    const page = new Page(this, sessionId);
    for (const domain of ["Page", "Runtime", "Log", "Network"]) await page.send(`${domain}.enable`);
    return page;
  }
}

class Page {
  constructor(browser, session) {
    this.browser = browser;
    this.session = session;
    this.complaints = [];
    this.requests = [];
    this.loaded = () => {};
    browser.listeners.push(({ method, params, sessionId }) => {
      if (sessionId !== session) return;
      if (method === "Page.loadEventFired") this.loaded();
      if (method === "Log.entryAdded") this.complaints.push(params.entry.text);
      if (method === "Runtime.exceptionThrown") {
        this.complaints.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
      }
      if (method === "Runtime.consoleAPICalled") this.complaints.push(`console.${params.type}`);
      if (method === "Network.requestWillBeSent") this.requests.push(params.request.url);
    });
  }

  send(method, params = {}) {
    return this.browser.send(method, params, this.session);
  }

  async open(url) {
    const loaded = new Promise((resolve) => { this.loaded = resolve; });
    await this.send("Page.navigate", { url });
    await loaded;
  }

  /// Runs a function of the page with arguments that are data, and gives what it returns.
  async run(body, ...args) {
    const expression = `(${body})(${args.map((arg) => JSON.stringify(arg)).join(",")})`;
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", {
      expression, returnByValue: true, awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async size(width, height = 900) {
    await this.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
  }

  async media(scheme, media = "") {
    const features = [{ name: "prefers-color-scheme", value: scheme }];
    await this.send("Emulation.setEmulatedMedia", { media, features });
  }

  async key(key) {
    const codes = { Enter: 13, Escape: 27, Tab: 9, "/": 191 };
    const text = key === "Enter" ? "\r" : key.length === 1 ? key : undefined;
    const code = codes[key] ?? key.toUpperCase().charCodeAt(0);
    const common = { key, windowsVirtualKeyCode: code };
    await this.send("Input.dispatchKeyEvent", { type: text ? "keyDown" : "rawKeyDown", text, ...common });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...common });
  }

  async type(text) {
    await this.send("Input.insertText", { text });
  }

  async picture() {
    const { data } = await this.send("Page.captureScreenshot", { format: "png" });
    return Buffer.from(data, "base64");
  }

  async print() {
    const { data } = await this.send("Page.printToPDF", { printBackground: true, preferCSSPageSize: true });
    return Buffer.from(data, "base64");
  }
}
