/* Forms of pages: sent without leaving the page; a refusal stands beside its field, and nothing that was typed is lost. */
(function () {
  "use strict";
  const typed = new Set();

  function cookie(name) {
    const found = document.cookie.split("; ").find((one) => one.startsWith(name + "="));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  }

  function forget(form) {
    typed.delete(form);
    form.querySelectorAll(".tc-field__wrong, .tc-form__said").forEach((one) => one.remove());
    form.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
  }

  function say(form, sentence) {
    const said = document.createElement("p");
    said.className = "tc-notice tc-notice--bad tc-form__said";
    said.setAttribute("role", "alert");
    said.textContent = sentence;
    form.prepend(said);
  }

  function refuse(form, problems) {
    let first = null;
    for (const [name, sentence] of Object.entries(problems)) {
      const control = name && form.querySelector('[name="' + name + '"]:not([type="hidden"])');
      if (!control) {
        say(form, sentence);
        continue;
      }
      const day = control.closest(".tc-day"), shown = day ? day.firstElementChild : control;
      shown.setAttribute("aria-invalid", "true");
      const wrong = document.createElement("span");
      wrong.className = "tc-field__wrong";
      wrong.textContent = sentence;
      (day || control).insertAdjacentElement("afterend", wrong);
      first = first || shown;
    }
    if (first) first.focus();
  }

  /* Days that cannot be read, by the names of their fields: what was there before must not be sent in their place. */
  function unread(form) {
    const texts = [...form.querySelectorAll(".tc-day__text")].filter((one) => !one.checkValidity());
    return Object.fromEntries(texts.map((one) => [one.nextElementSibling.name, one.parentElement.dataset.wrong]));
  }

  function go(address) {
    if (address !== window.location.pathname + window.location.search) {
      window.history.pushState({}, "", address);
      window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
      window.scrollTo(0, 0);
    } else window.dash_clientside.set_props("live-version", { data: "form@" + Date.now() });
  }

  async function send(form, button) {
    const fields = new URLSearchParams(new FormData(form));
    forget(form);
    typed.add(form);
    if (button) button.disabled = true;
    try {
      const answer = await fetch((button && button.dataset.to) || form.getAttribute("action"), {
        method: "POST",
        headers: { "X-CSRFToken": cookie("_csrf_token") },
        body: fields,
        signal: AbortSignal.timeout(30000),
      });
      if (answer.status === 401) return window.location.reload();
      const said = await answer.json();
      if (answer.ok) {
        typed.delete(form);
        go(said.go);
      } else if (said.problems) refuse(form, said.problems);
      else say(form, form.dataset.failed);
    } catch (problem) {
      say(form, form.dataset.failed);
    } finally {
      if (button) button.disabled = false;
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest(".tc-form");
    if (!form) return;
    event.preventDefault();
    const wrong = unread(form);
    if (!Object.keys(wrong).length) return send(form, event.submitter);
    forget(form);
    typed.add(form);
    refuse(form, wrong);
  });
  document.addEventListener("input", (event) => {
    const form = event.target.closest && event.target.closest(".tc-form");
    if (form) typed.add(form);
  });

  /* While somebody types, the page under them stays as it is. */
  window.toancanhForms = {
    busy: function () {
      for (const form of typed) if (!form.isConnected) typed.delete(form);
      return typed.size > 0;
    },
  };
})();
