/* Keys and taps for whoever stands before the wall: next, previous, pause, pick. Nothing here is needed to watch. */
(function (wall) {
  "use strict";
  const HIDE = 3000;
  let idle = null;

  function listen(act) {
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || wall.by("w-pick").open) return;
      const digit = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : null;
      const done = digit !== null ? act.pick(digit) : press(event.key, act);
      if (done !== false) event.preventDefault();
    });
    wall.by("w-main").addEventListener("click", (event) => {
      const place = event.clientX / window.innerWidth;
      if (place < 0.2) act.previous();
      else if (place > 0.8) act.next();
      else open(act);
    });
    for (const name of ["mousemove", "pointerdown"]) document.addEventListener(name, wake);
    document.addEventListener("visibilitychange", () => document.hidden || stayOn());
    wake();
    stayOn();
  }

  function press(key, act) {
    if (key === "ArrowRight" || key === "PageDown") return act.next();
    if (key === "ArrowLeft" || key === "PageUp") return act.previous();
    if (key === " ") return act.toggle();
    if (key === "p" || key === "P" || key === "Enter") return open(act);
    if (key === "f" || key === "F") return full();
    return false;
  }

  function open(act) {
    const box = wall.by("w-pick"), list = box.querySelector("ol");
    list.replaceChildren(
      ...act.scenes().map((scene, at) => {
        const row = document.createElement("li"), button = document.createElement("button");
        button.textContent = scene.title;
        button.addEventListener("click", () => {
          box.close();
          act.pick(at);
        });
        row.append(button);
        return row;
      }),
    );
    wall.text(box.querySelector("p"), wall.words.keys);
    wall.text(box.querySelector("p + p"), act.called());
    box.showModal();
  }

  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => undefined);
  }

  function wake() {
    document.documentElement.classList.remove("w-idle");
    window.clearTimeout(idle);
    idle = window.setTimeout(() => document.documentElement.classList.add("w-idle"), HIDE);
  }

  function stayOn() {
    if (navigator.wakeLock) navigator.wakeLock.request("screen").catch(() => undefined);
  }

  wall.keys = { listen };
})(window.tcWall);
