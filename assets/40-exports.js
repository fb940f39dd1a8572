/* The menu of files under every chart and table: asks the server for the file of what it stands under. Where the server has
   no browser of its own, pictures are drawn here. */
(function () {
  "use strict";
  const PIXELS = { "png": 960, "png-2x": 1920, "png-4k": 3840, "png-clear": 1920 };
  const TRIES = 30;

  function english() {
    return document.documentElement.lang === "en";
  }

  window.tcSay = function (text, stays) {
    let toast = document.querySelector(".tc-toast");
    if (!toast) {
      toast = Object.assign(document.createElement("div"), { className: "tc-toast" });
      toast.setAttribute("role", "status");
      document.body.append(toast);
    }
    toast.textContent = text;
    window.clearTimeout(window.tcSay.timer);
    if (!stays) window.tcSay.timer = window.setTimeout(() => { toast.textContent = ""; }, 2500);
  };

  function save(name, address) {
    const link = Object.assign(document.createElement("a"), { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
  }

  /* Tells the server of a picture that was drawn here, so that it is recorded. Whoever may not is refused; trouble on the
     way keeps nobody from a picture of what their screen shows already. */
  async function recorded(name, form) {
    const token = document.cookie.match(/(?:^|; )_csrf_token=([^;]+)/);
    const headers = Object.assign({ "Content-Type": "application/json" }, token ? { "X-CSRFToken": decodeURIComponent(token[1]) } : {});
    const body = JSON.stringify({ name: name, form: form, address: window.location.pathname + window.location.search });
    const answer = await fetch("/api/exported", { method: "POST", headers: headers, body: body, keepalive: true }).catch(() => null);
    if (!answer || ![401, 403].includes(answer.status)) return;
    throw new Error(english() ? "your role may not download." : "vai trò của anh/chị không được tải về.");
  }

  async function drawnHere(target, form) {
    const kind = form === "svg" ? "svg" : "png";
    await recorded(target.dataset.file, kind);
    save(target.dataset.file + "." + kind, await window.tcPicture(target, kind, PIXELS[form] || 1920, form === "png-clear"));
  }

  function nameIn(answer, otherwise) {
    const found = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "");
    return found ? found[1] : otherwise;
  }

  async function asked(target, form, tries) {
    const address = window.location.pathname + window.location.search;
    const answer = await fetch("/export/" + form + "?" + new URLSearchParams({ address: address, id: target.dataset.export }));
    if (answer.ok) {
      const file = URL.createObjectURL(await answer.blob());
      save(nameIn(answer, target.dataset.file), file);
      window.setTimeout(() => URL.revokeObjectURL(file), 10000);
      return;
    }
    const told = await answer.json().catch(() => ({}));
    if (told.again && tries > 1) { // many people export now: come again, at no fixed beat, so that they do not come together
      await new Promise((ready) => window.setTimeout(ready, told.again * (500 + 1000 * Math.random())));
      return asked(target, form, tries - 1);
    }
    if (told.client && target.querySelector(".js-plotly-plot")) return drawnHere(target, form);
    if (answer.status === 401 || answer.status === 403) throw new Error(english() ? "your role may not download." : "vai trò của anh/chị không được tải về.");
    throw new Error(told.reason || String(answer.status));
  }

  document.addEventListener("click", async (event) => {
    document.querySelectorAll(".tc-drop[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    const button = event.target.closest("[data-tc-export]");
    const target = button && button.closest("[data-export]");
    if (!target) return;
    const menu = button.closest(".tc-drop");
    menu.open = false;
    menu.querySelector("summary").focus();
    window.tcSay(english() ? "Making the file…" : "Đang làm tệp…", true);
    try {
      await asked(target, button.dataset.tcExport, TRIES);
      window.tcSay(english() ? "File saved" : "Đã tải tệp về");
    } catch (problem) {
      window.tcSay(english() ? "That did not work: " + problem.message : "Chưa làm được: " + problem.message);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll(".tc-drop[open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });

  /* A menu opens upwards where there is room above it, else downwards. */
  document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!menu.matches || !menu.matches(".tc-drop[open]")) return;
    const list = menu.querySelector(".tc-drop__list");
    menu.classList.toggle("tc-drop--down", menu.getBoundingClientRect().top < list.offsetHeight + 70);
  }, true);
})();
