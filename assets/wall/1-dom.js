/* From the text of a scene to what stands on the screen, touching only what changed: so numbers move and nothing
   else does. Elements with the same data-key are the same element, wherever they stand among their siblings. */
window.tcWall = {};
(function (wall) {
  "use strict";

  function made(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html; // from our own server, where everything in it was escaped
    return holder.content.firstElementChild;
  }

  function morph(old, fresh) {
    if (old.nodeType === Node.TEXT_NODE) {
      if (old.data !== fresh.data) {
        old.data = fresh.data;
        moved(old.parentElement);
      }
      return;
    }
    if (old.dataset && old.dataset.film && old.dataset.film === fresh.dataset.film) return; // it plays on
    attributes(old, fresh);
    children(old, fresh);
  }

  function attributes(old, fresh) {
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }

  function children(old, fresh) {
    const keyed = new Map();
    for (const child of old.children) if (child.dataset && child.dataset.key) keyed.set(child.dataset.key, child);
    let at = old.firstChild;
    for (const wanted of [...fresh.childNodes]) {
      const key = wanted.dataset && wanted.dataset.key;
      let mine = key ? keyed.get(key) : null;
      if (!key && at && alike(at, wanted)) mine = at;
      if (mine && mine.nodeName === wanted.nodeName) {
        if (mine !== at) old.insertBefore(mine, at);
        else at = at.nextSibling;
        morph(mine, wanted);
      } else {
        old.insertBefore(wanted, at);
      }
    }
    while (at) {
      const next = at.nextSibling;
      at.remove();
      at = next;
    }
  }

  function alike(one, other) {
    return one.nodeName === other.nodeName && !(one.dataset && one.dataset.key);
  }

  /* A number that changed is seen for a moment; the style decides how, and does nothing where motion is unwanted. */
  function moved(element) {
    const number = element && element.closest(".w-num");
    if (!number) return;
    number.classList.remove("w-moved");
    void number.getBoundingClientRect();
    number.classList.add("w-moved");
  }

  wall.words = JSON.parse(document.body.dataset.words);
  wall.say = (name, values) =>
    Object.entries(values || {}).reduce((text, [key, value]) => text.replaceAll("{" + key + "}", value), wall.words[name] || "");
  wall.by = (id) => document.getElementById(id);
  wall.text = (element, text) => {
    if (element && element.textContent !== text) element.textContent = text;
  };
  wall.made = made;
  wall.morph = morph;
})(window.tcWall);
