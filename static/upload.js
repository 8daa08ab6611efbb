/* Sends a large file in parts, so that a broken line costs the last part only. The form itself follows without
   the file, naming it: the page behind it need not know. Without this script the form is sent as it is. */
(function () {
  "use strict";

  const FROM = 1 << 20; /* smaller files go with the form */
  const SMALLEST = 1 << 16, LARGEST = 1 << 20; /* bytes of a part; the server takes no more */
  const QUICK = 2000, SLOW = 8000; /* milliseconds for a part: then the next one is twice as large, or half */
  const PAUSES = [1, 2, 4, 8, 15, 30, 30, 30, 60, 60]; /* seconds until the next attempt, then it waits for a click */
  const PATIENCE = 120000;

  function number(value, options) { return value.toLocaleString(document.documentElement.lang, options); }
  function size(bytes) { return number(bytes / 1048576, { minimumFractionDigits: 1, maximumFractionDigits: 1 }) + " MB"; }
  function filled(words, values) { return words.replace(/\{(\w+)\}/g, function (all, name) { return values[name]; }); }
  function sleep(seconds) { return new Promise(function (done) { setTimeout(done, seconds * 1000); }); }

  /* The same bytes have the same fingerprint: 128 bits, by multiplying and mixing (after cyrb128); crypto.subtle wants https. */
  async function fingerprint(file) {
    let a = 1779033703, b = 3144134277, c = 1013904242, d = 2773480762;
    for (let at = 0; at < file.size; at += 1 << 22) {
      const content = await file.slice(at, at + (1 << 22)).arrayBuffer();
      const padded = new Uint8Array((content.byteLength + 3) & ~3);
      padded.set(new Uint8Array(content));
      for (const word of new Uint32Array(padded.buffer)) {
        a = b ^ Math.imul(a ^ word, 597399067);
        b = c ^ Math.imul(b ^ word, 2869860233);
        c = d ^ Math.imul(c ^ word, 951274213);
        d = a ^ Math.imul(d ^ word, 2716044179);
        a ^= a >>> 16;
        c ^= c >>> 13;
      }
    }
    return [a, b, c, d].map(function (part) { return (part >>> 0).toString(16).padStart(8, "0"); }).join("");
  }

  /* The token may have changed with a new sign-in in another tab: the cookie has the newest. */
  function token(form) {
    const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    const field = form.elements.csrfmiddlewaretoken;
    if (found) field.value = found[1];
    return field.value;
  }

  class SignedOut extends Error {}
  class Refused extends Error {}
  class Unknown extends Error {}

  class Sending {
    constructor(form, file) {
      this.form = form;
      this.file = file;
      this.card = form.querySelector("[data-sending]");
      this.words = this.card.dataset;
      this.done = 0;
      this.step = 1 << 17;
      this.stopped = false;
      this.card.hidden = false;
      this.button("stop").onclick = () => { this.stopped = true; if (this.call) this.call.abort(); };
      this.button("continue").onclick = () => this.start();
    }

    button(name) { return this.card.querySelector("[data-sending-" + name + "]"); }

    say(title, note) {
      this.card.querySelector("[data-sending-title]").textContent = title;
      this.card.querySelector("[data-sending-note]").textContent = note;
    }

    values(more) {
      const share = number(this.done / this.file.size, { style: "percent" });
      return Object.assign({ done: size(this.done), total: size(this.file.size), percent: share }, more);
    }

    async start() {
      this.stopped = false;
      this.buttons(true);
      try {
        this.say(this.words.preparing, "");
        this.print = this.print || await fingerprint(this.file);
        await this.persist();
        this.finish();
      } catch (error) {
        this.pause(error);
      }
    }

    buttons(sending) {
      this.button("stop").hidden = !sending;
      this.button("continue").hidden = sending;
    }

    /* Try until it is through: an interruption is waited out, longer each time, a success begins anew. */
    async persist() {
      for (let failures = 0; ; failures += 1) {
        const before = this.done;
        try {
          await this.begin();
          await this.rest();
          return;
        } catch (error) {
          if (this.stopped || error instanceof SignedOut || error instanceof Refused) throw error;
          if (this.done > before) failures = 0;
          if (failures >= PAUSES.length) throw error;
          this.say(this.words.sendingWords, filled(this.words.waiting, this.values({ n: number(PAUSES[failures]) })));
          await sleep(PAUSES[failures]);
          if (this.stopped) throw error;
        }
      }
    }

    async begin() {
      const about = new URLSearchParams({ file_name: this.file.name, size: this.file.size, fingerprint: this.print });
      const told = await this.ask(this.form.dataset.parts, about);
      this.part = told.part;
      this.done = told.received;
      this.first = told.received;
      this.started = performance.now();
      this.show(this.done ? filled(this.words.kept, this.values()) : "");
    }

    async rest() {
      while (this.done < this.file.size) {
        if (this.stopped) throw new Error("stopped");
        const began = performance.now();
        const piece = this.file.slice(this.done, this.done + this.step);
        const told = await this.ask(this.form.dataset.parts + this.part + "/?offset=" + this.done, piece);
        this.done = told.received;
        const took = performance.now() - began;
        if (took < QUICK) this.step = Math.min(LARGEST, this.step * 2);
        if (took > SLOW) this.step = Math.max(SMALLEST, this.step / 2);
        this.show(this.left());
      }
    }

    async ask(url, body) {
      this.call = new AbortController();
      const late = setTimeout(() => this.call.abort(), PATIENCE);
      try {
        const answer = await fetch(url, {
          method: "POST", body: body, redirect: "manual", signal: this.call.signal,
          headers: Object.assign({ "X-CSRFToken": token(this.form) },
            body instanceof Blob ? { "Content-Type": "application/octet-stream" } : {}),
        });
        return await this.understood(answer);
      } finally {
        clearTimeout(late);
      }
    }

    async understood(answer) {
      if (answer.type === "opaqueredirect" || answer.status === 403) throw new SignedOut();
      if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
      const told = await answer.json();
      if (answer.ok || answer.status === 409) return told;
      if (answer.status === 404) throw new Unknown(); /* deleted meanwhile: begins anew */
      throw new Refused(told.error);
    }

    left() {
      const pace = (this.done - this.first) / (performance.now() - this.started) * 1000;
      const seconds = Math.round((this.file.size - this.done) / pace);
      if (!isFinite(seconds) || performance.now() - this.started < 1500) return "";
      if (seconds < 60) return filled(this.words.seconds, { n: number(seconds) });
      return filled(this.words.minutes, { n: number(Math.round(seconds / 60)) });
    }

    show(note) {
      this.card.querySelector("progress").value = this.done / this.file.size;
      const sent = filled(this.words.done, this.values());
      this.say(this.words.sendingWords, note ? sent + " · " + note : sent);
    }

    pause(error) {
      this.buttons(false);
      delete this.form.dataset.sent;
      this.form.removeAttribute("aria-busy");
      if (error instanceof Refused) {
        this.button("continue").hidden = true;
        return this.say(this.words.sendingWords, error.message);
      }
      const words = error instanceof SignedOut ? this.words.signedOut : this.words.paused;
      return this.say(this.words.sendingWords, filled(words, this.values()));
    }

    finish() {
      this.button("stop").hidden = true;
      this.say(this.words.sent, "");
      const named = document.createElement("input");
      named.type = "hidden";
      named.name = "part";
      named.value = this.part;
      this.form.append(named);
      token(this.form);
      this.form.querySelector("input[type=file]").disabled = true;
      this.form.submit();
    }
  }

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (!form.dataset.parts || form.dataset.sent) return;
    const file = form.querySelector("input[type=file]").files[0];
    if (!file || file.size < FROM) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
    new Sending(form, file).start();
  }, true);

  /* Coming back with the browser's back button finds the form as it was before. */
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-parts]").forEach(function (form) {
      form.querySelectorAll("input[name=part]").forEach(function (named) { named.remove(); });
      form.querySelector("input[type=file]").disabled = false;
      form.querySelector("[data-sending]").hidden = true;
    });
  });
})();
