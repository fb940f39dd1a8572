/* Boxes for a day: 26/11/2026 is written, 2026-11-26 is sent. See components/day_box.py. */
(function () {
  "use strict";
  const WRITTEN = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/;
  const holds = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");

  /* The day that is written as YYYY-MM-DD; "" where nothing is written, null where it is no day. */
  function read(text) {
    if (!text.trim()) return "";
    const found = WRITTEN.exec(text);
    if (!found) return null;
    const [day, month, year] = found.slice(1).map(Number), when = new Date(Date.UTC(year, month - 1, day));
    return when.getUTCMonth() === month - 1 && when.getUTCDate() === day ? when.toISOString().slice(0, 10) : null;
  }

  const shown = (iso) => iso.split("-").reverse().join("/");

  /* Set a value so that whoever listens hears of it, React too. */
  function put(input, value) {
    if (input.value === value) return;
    holds.set.call(input, value);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function judge(box, text, calendar) {
    const iso = read(text.value), late = iso && calendar.max && iso > calendar.max;
    const wrong = iso === null || late || (iso === "" && text.required);
    text.setCustomValidity(wrong ? box.dataset.wrong : "");
    return wrong ? null : iso;
  }

  function parts(event) {
    const box = event.target.closest && event.target.closest(".tc-day");
    return box ? [box, box.querySelector(".tc-day__text"), box.querySelector(".tc-day__calendar")] : [];
  }

  document.addEventListener("input", (event) => {
    const [box, text, calendar] = parts(event);
    if (!box) return;
    if (event.target === text) judge(box, text, calendar);
    else if (calendar.value) {
      put(text, shown(calendar.value));
      judge(box, text, calendar);
    }
  });
  document.addEventListener("change", (event) => {
    const [box, text, calendar] = parts(event);
    if (!box || event.target !== text) return;
    const iso = judge(box, text, calendar);
    if (iso === null) text.reportValidity();
    else put(calendar, iso);
  });

  /* A box made by a script: see `askDay`. */
  function make(value, last, words) {
    const box = Object.assign(document.createElement("span"), { className: "tc-day" });
    const given = { type: "text", className: "form-control tc-day__text", value: value ? shown(value) : "", inputMode: "numeric", maxLength: 10, required: true, placeholder: words.placeholder, autocomplete: "off" };
    const text = Object.assign(document.createElement("input"), given);
    const calendar = Object.assign(document.createElement("input"), { type: "date", className: "form-control tc-day__calendar", value, max: last, tabIndex: -1 });
    box.dataset.wrong = words.wrong;
    for (const one of [text, calendar]) one.setAttribute("aria-label", words.title);
    box.append(text, calendar);
    return { box, day: () => judge(box, text, calendar) };
  }

  window.toancanhDays = { make };
})();
