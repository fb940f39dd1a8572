/* The desk of scenarios: reads the fields of one assumption and writes it into the address behind those that are there
   (forecasting/assumptions.py says how); the page is drawn again from the address. Numbers are read as the reader's
   language writes them. */
(function () {
  "use strict";

  function numberIn(text) {
    const vietnamese = document.documentElement.lang === "vi";
    let plain = text.replace(/\s/g, "").replace("−", "-").replace(/%$/, "");
    const grouped = vietnamese ? /^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/ : /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
    if (grouped.test(plain)) plain = plain.replace(vietnamese ? /\./g : /,/g, "");
    plain = plain.replace(",", ".").replace(/^\+/, "");
    return /^-?\d+(\.\d+)?$/.test(plain) ? plain : null;
  }

  const field = (name) => document.getElementById("tc-desk-" + name);

  /* A single figure holds in every period from the first to the last. */
  function figures(numbers) {
    const periods = Math.max(field("last").selectedIndex - field("first").selectedIndex + 1, 1);
    return numbers.length === 1 ? Array(periods).fill(numbers[0]) : numbers;
  }

  function assumption(numbers) {
    const kind = field("kind").value;
    const first = field("first").value;
    const last = field("last").selectedIndex < field("first").selectedIndex ? first : field("last").value;
    const parts = { g: ["g" + numbers[0], first, last], s: ["s" + numbers[0], first], f: ["f", first, ...figures(numbers)] };
    return [field("about").value, ...parts[kind]].join("~");
  }

  function add() {
    const desk = document.getElementById("tc-desk");
    const numbers = field("amount").value.split(";").filter((text) => text.trim()).map(numberIn);
    const wrong = desk.querySelector(".tc-desk__wrong");
    const failed = !numbers.length || numbers.includes(null);
    wrong.textContent = failed ? wrong.dataset.words : "";
    if (failed) return field("amount").focus();
    const text = assumption(numbers);
    window.toancanhAddress.choose({ if: desk.dataset.if ? desk.dataset.if + "_" + text : text });
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-tc-assume]")) add();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.id === "tc-desk-amount") add();
  });
})();
