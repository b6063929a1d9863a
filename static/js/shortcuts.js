// Keys that follow the links of the menu (their data-key), and "/" for the search. They can be
// switched off on the page of the keys, and are never taken from somebody who is typing.
(() => {
  const OFF = "shortcuts-off";
  const isOff = () => localStorage.getItem(OFF) === "1";

  const box = document.getElementById("shortcuts-on");
  if (box) {
    box.closest("[hidden]").hidden = false;
    box.checked = !isOff();
    box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "0" : "1"));
  }

  const isTyping = (element) => element.closest("input, textarea, select, [contenteditable]");
  let waitsUntil = 0;

  document.addEventListener("keydown", (event) => {
    if (isOff() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    // The place of the key, not its letter: the keyboard may be set to Thai.
    const key = event.code.replace("Key", "").toLowerCase();
    if (Date.now() < waitsUntil) {
      waitsUntil = 0;
      const link = document.querySelector(`a[data-key="${CSS.escape(key)}"]`);
      if (link) {
        event.preventDefault();
        link.click();
      }
    } else if (key === "g") {
      waitsUntil = Date.now() + 1500;
    } else if (key === "slash" && !event.shiftKey) {
      const search = document.getElementById("site-search");
      if (search) {
        event.preventDefault();
        search.focus();
      }
    }
  });
})();
