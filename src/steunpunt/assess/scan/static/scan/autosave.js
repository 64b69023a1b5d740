// data-autosave: every answer is sent when it is given. What could not be sent stays on this device and is sent again:
// when the connection returns, on the next visit, and every few seconds in between.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  // On a phone the parts of the scan are one row: the part that one is in comes into view.
  const here = document.querySelector(".scan-steps ol [aria-current]");
  if (here) here.closest("ol").scrollLeft = here.offsetLeft - 12;
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const words = form.dataset;
  const place = "scan-" + words.scan + ":";
  const queue = new Map();
  let isSending = false;
  let wait = 1000;

  const fields = (name) => [...form.querySelectorAll("[name='" + CSS.escape(name) + "']")];
  const boxOf = (name) => {
    const field = fields(name).find((item) => item.type !== "hidden");
    return field && (field.closest("[data-question]") || field.closest(".question-card").querySelector("[data-question]"));
  };
  function say(name, text, state) {
    const status = boxOf(name)?.querySelector("[data-status]");
    if (!status) return null;
    status.textContent = text;
    status.className = "question-status" + (state ? " is-" + state : "");
    return status;
  }
  function valuesOf(name) {
    return fields(name).filter((item) => (item.type === "radio" || item.type === "checkbox" ? item.checked : item.type !== "hidden")).map((item) => item.value);
  }
  function keep(name, values) { try { localStorage.setItem(place + name, JSON.stringify(values)); } catch { /* a full or closed store: the queue in this page remains */ } }
  function forget(name) { try { localStorage.removeItem(place + name); } catch { /* as above */ } }

  function body(name, values) {
    const data = new URLSearchParams({ name });
    (values.length ? values : [""]).forEach((value) => data.append(name, value));
    const [kind, code] = [name[0], name.slice(2)];
    if (kind === "q" || kind === "x") {
      const revision = form.querySelector("[name='r_" + code + "']");
      if (revision) data.set("r_" + code, revision.value);
      if (kind === "x") data.set("q_" + code, valuesOf("q_" + code)[0] || "");
      const explanation = form.querySelector("[name='x_" + code + "']");
      if (kind === "q" && explanation) data.set("x_" + code, explanation.value);
    }
    return data;
  }

  async function send() {
    if (isSending || !queue.size) return;
    isSending = true;
    const [name, values] = queue.entries().next().value;
    say(name, words.wordSaving, "");
    try {
      const response = await fetch(words.autosave, {
        method: "POST", body: body(name, values), signal: AbortSignal.timeout(15000),
        headers: { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value, Accept: "application/json" },
      });
      if (response.status >= 500 || response.redirected || !(response.headers.get("Content-Type") || "").includes("json")) throw new Error("no receipt");
      const receipt = await response.json();
      if (queue.get(name) === values) queue.delete(name);
      wait = 1000;
      if (response.ok) { forget(name); accepted(name, receipt); } else refused(name, receipt, response.status);
    } catch {
      say(name, words.wordLost, "lost");
      setTimeout(send, wait);
      wait = Math.min(wait * 2, 30000);
      isSending = false;
      return;
    }
    isSending = false;
    send();
  }

  function accepted(name, receipt) {
    say(name, receipt.saved, "saved");
    const doubt = boxOf(name)?.querySelector("[data-doubt]");
    if (doubt) doubt.textContent = receipt.doubt;
    const revision = form.querySelector("[name='r_" + name.slice(2) + "']");
    if (revision && receipt.revision !== null) revision.value = receipt.revision;
    let done = 0;
    Object.entries(receipt.sections).forEach(([code, [answered, total]]) => {
      done += answered;
      const count = document.querySelector("[data-section='" + code + "']");
      if (!count || (count.classList.contains("is-complete") && answered >= total)) return;
      count.textContent = answered >= total ? "✓ " : answered + "/" + total;
      count.classList.toggle("is-complete", answered >= total);
      if (answered >= total) { const word = document.createElement("span"); word.className = "visually-hidden"; word.textContent = words.wordComplete; count.append(word); }
    });
    const bar = document.querySelector("[data-progress]");
    if (bar) {
      bar.value = done;
      const text = document.querySelector("[data-progress-words]");
      text.textContent = text.textContent.replace(/^\d+/, done);
    }
  }

  function refused(name, receipt, code) {
    const status = say(name, receipt.reasons.map((reason) => reason.text).join(" "), "refused");
    if (code !== 409 || !status || !receipt.answer) { if (code !== 403) forget(name); return; }
    forget(name);
    const theirs = document.createElement("button");
    theirs.type = "button"; theirs.className = "btn btn-sm"; theirs.textContent = words.wordTheirs;
    theirs.addEventListener("click", () => {
      fields(name).forEach((item) => { item.checked = item.value === receipt.answer; });
      form.querySelector("[name='r_" + name.slice(2) + "']").value = receipt.revision;
      say(name, "", "");
    });
    status.append(theirs);
  }

  form.addEventListener("change", (event) => {
    const name = event.target.name;
    if (!/^(q|x|f|self|issue|want|with|note)_/.test(name) || event.target.type === "hidden") return;
    if (name[0] === "x" && !valuesOf("q_" + name.slice(2)).length) return;
    const values = valuesOf(name);
    queue.delete(name);
    queue.set(name, values);
    keep(name, values);
    send();
  });

  // What a former visit could not send any more is put back on the screen and sent now.
  for (const key of Object.keys(localStorage).filter((item) => item.startsWith(place))) {
    const name = key.slice(place.length);
    const found = fields(name).filter((item) => item.type !== "hidden");
    if (!found.length || found[0].disabled) continue;
    let values;
    try { values = JSON.parse(localStorage.getItem(key)); } catch { forget(name); continue; }
    found.forEach((item) => { if (item.type === "radio" || item.type === "checkbox") item.checked = values.includes(item.value); else item.value = values[0] ?? ""; });
    queue.set(name, values);
  }
  window.addEventListener("online", () => { wait = 1000; send(); });
  send();
});
