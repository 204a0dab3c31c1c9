"use strict";
// The chat of the simulator: sends what is typed and pressed, shows what the server has drawn.
(() => {
  const log = document.getElementById("log");
  const { user, chat, skin, last } = log.dataset;
  const text = document.getElementById("text");
  const failed = document.getElementById("failed");
  const line = document.getElementById("line");
  const dialog = document.getElementById("window");
  let quoted = null; // the message that the next one replies to
  let waiting = null; // the window that waits for its answer
  let busy = false;

  const fresh = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const down = () => { log.scrollTop = log.scrollHeight; };
  const piece = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html; // drawn and escaped by the server, from this origin only
    return holder.content;
  };
  const forget = () => {
    quoted = null;
    document.getElementById("quoting").hidden = true;
  };

  const post = async (path, facts) => {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(facts),
    });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw Object.assign(new Error(String(answer.status)), { said });
    return said;
  };

  // The same id with every try: what arrived twice is done once.
  const send = async (facts) => {
    failed.textContent = "";
    const whole = { id: fresh(), user, chat, skin, ...facts };
    for (let tries = 0; ; tries += 1) {
      try {
        const said = await post("/web/chat/say", whole);
        if (said.window) open(said.window, said.html);
        return said;
      } catch (error) {
        if (tries < 2 && error instanceof TypeError) continue;
        failed.textContent = log.dataset.failed;
        return null;
      }
    }
  };

  const open = (id, html) => {
    waiting = id;
    dialog.replaceChildren(piece(html));
    dialog.setAttribute("aria-label", dialog.querySelector("h2").textContent);
    if (!dialog.open) dialog.showModal();
  };

  document.getElementById("say").addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = text.value;
    if (!said.trim() || busy) return;
    busy = true;
    const box = document.getElementById("forward");
    const sent = await send({ text: said, reply_to: quoted, forwarded: Boolean(box && box.checked) });
    busy = false;
    if (!sent) return;
    text.value = "";
    if (box) box.checked = false;
    forget();
    text.focus();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      event.target.form.requestSubmit();
    } else if (event.key === "Escape") forget();
  });
  document.getElementById("unquote").addEventListener("click", () => { forget(); text.focus(); });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const facts = button.dataset;
    if (facts.line !== undefined) {
      const inside = facts.window || null;
      await send({
        text: facts.line, pressed: true, reply_to: facts.id || null,
        opens: facts.opens === "1" && !inside, window: inside,
      });
    } else if (facts.try !== undefined) {
      text.value = facts.try;
      text.form.requestSubmit();
    } else if (facts.reply) {
      quoted = facts.reply;
      const message = document.getElementById(facts.reply);
      const first = message.querySelector(".title, .lines").textContent.trim();
      document.getElementById("quoted").textContent = first.split("\n")[0].slice(0, 80);
      document.getElementById("quoting").hidden = false;
      text.focus();
    } else if (facts.forward) {
      const shown = document.getElementById(facts.forward).querySelectorAll(".title, .lines");
      const words = [...shown].map((one) => one.textContent).join("\n");
      const sent = await send({ text: words, chat: user, forwarded: true });
      if (sent && chat !== user) badge(user);
    } else if (facts.move) {
      await move(/^\d+$/.test(facts.move) ? Number(facts.move) : facts.move);
    }
  });

  // A file goes as it is, with what stands in the field as its caption.
  const file = document.getElementById("file");
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    const query = new URLSearchParams({ id: fresh(), user, chat, name: chosen.name, text: text.value });
    failed.textContent = "";
    try {
      const answer = await fetch(`/web/chat/upload?${query}`, { method: "POST", body: chosen });
      if (!answer.ok) throw new Error(String(answer.status));
      text.value = "";
    } catch {
      failed.textContent = log.dataset.failed;
    }
    file.value = "";
    text.focus();
  });

  // A window's form; what is wrong with it is said beside its fields.
  dialog.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!event.submitter || event.submitter.value !== "send") { waiting = null; return; }
    event.preventDefault();
    const values = Object.fromEntries(new FormData(form));
    const said = await send({ form: form.dataset.view, values });
    if (said === null) return;
    for (const note of form.querySelectorAll(".wrong")) {
      const why = said.fields && said.fields[note.dataset.wrong];
      note.hidden = !why;
      note.textContent = why || "";
      if (why) note.parentElement.querySelector("input, select, textarea").focus();
    }
    if (!said.fields) { waiting = null; dialog.close(); text.focus(); }
  });
  dialog.addEventListener("close", () => { waiting = null; });

  const moving = document.getElementById("moving");
  const move = async (to) => {
    const buttons = document.querySelectorAll(".clock button");
    buttons.forEach((button) => { button.disabled = true; });
    moving.textContent = log.dataset.moving;
    try {
      const said = await post("/web/chat/clock", { to, chat });
      moving.textContent = said.found ? "" : log.dataset.none;
    } catch (error) {
      moving.textContent = error.said ? log.dataset.date : log.dataset.failed;
    }
    buttons.forEach((button) => { button.disabled = false; });
  };
  const day = document.getElementById("day");
  if (day) day.addEventListener("submit", (event) => {
    event.preventDefault();
    move(document.getElementById("date").value);
  });

  const badge = (name) => {
    const mark = document.querySelector(`[data-new="${name}"]`);
    if (!mark) return;
    mark.textContent = String(Number(mark.textContent || "0") + 1);
    mark.hidden = false;
  };

  const show = (said) => {
    const now = document.getElementById("now");
    if (now) now.textContent = said.now;
    if (said.window && said.window === waiting) open(said.window, said.window_html);
    if (said.chat !== null && said.chat !== chat) {
      if (said.html && said.user !== user) badge(said.chat);
      return;
    }
    const old = said.instead && document.getElementById(said.instead);
    if (old && said.word && !said.html) {
      old.querySelectorAll(".bubble button").forEach((button) => {
        button.disabled = true;
        button.textContent = said.word;
      });
      return;
    }
    if (!said.html || document.getElementById(said.id)) return;
    const empty = document.getElementById("empty");
    if (empty) empty.remove();
    if (old) {
      const inside = old.contains(document.activeElement);
      old.replaceWith(piece(said.html));
      if (inside) text.focus();
      document.getElementById(said.id).scrollIntoView({ block: "nearest" });
    } else {
      log.append(piece(said.html));
      down();
    }
  };

  const query = new URLSearchParams({ user, skin, after: last });
  const source = new EventSource(`/web/chat/events?${query}`);
  source.addEventListener("said", (event) => show(JSON.parse(event.data)));
  source.addEventListener("lost", () => { location.reload(); });
  source.addEventListener("open", () => { line.textContent = ""; log.dataset.live = "1"; });
  source.addEventListener("error", () => { line.textContent = log.dataset.lost; delete log.dataset.live; });
  window.addEventListener("pagehide", () => source.close());
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  down();
  text.focus();
})();
