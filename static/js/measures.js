// Small comforts of the pages about measures: an undo that goes after ten seconds (the history
// keeps it), one tick for all rows, files dropped onto a form.
(() => {
  const seconds = 10;

  // The line at the foot of the window goes with its undo, so that it covers nothing.
  const fade = (form) => setTimeout(() => {
    const going = form.closest("#toast > *") || form;
    if (!going.contains(document.activeElement) && !going.matches(":hover")) going.remove();
  }, seconds * 1000);

  const prepare = (root) => {
    for (const form of root.querySelectorAll("form.undo:not([data-seen])")) {
      form.dataset.seen = "yes";
      fade(form);
    }
  };
  prepare(document);
  document.addEventListener("htmx:afterSettle", (event) => {
    prepare(document);
    // The form with the focus is gone: go on from its row, not from the top of the page.
    if (document.activeElement === document.body && event.target.matches("tr:not(.editing)")) {
      event.target.querySelector(".row-actions a")?.focus({ preventScroll: true });
    }
    const row = document.querySelector("tr.editing:not([data-seen])");
    if (row) {
      row.dataset.seen = "yes";
      (row.querySelector("input:checked") || row.querySelector("input[type=radio]")).focus();
    }
  });

  // While rows are ticked, what can be done with them stays in sight and says how many they are.
  const panel = document.querySelector("details[data-picked]");
  const countPicked = () => {
    if (!panel) return;
    const picked = document.querySelectorAll("input[name=pick]:checked").length;
    const count = panel.querySelector(".count");
    count.hidden = !picked;
    count.textContent = picked ? `${picked} มาตรการ` : "";
    panel.classList.toggle("picked", picked > 0);
  };
  countPicked();
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-tick-all]")) {
      for (const box of document.querySelectorAll("input[name=pick]")) {
        box.checked = event.target.checked;
      }
    }
    if (event.target.matches("[data-tick-all], input[name=pick]")) countPicked();
  });

  for (const input of document.querySelectorAll("input[type=file][data-drop]")) {
    const form = input.form;
    const stop = (event) => event.preventDefault();
    form.addEventListener("dragover", (event) => {
      stop(event);
      form.classList.add("dropping");
    });
    form.addEventListener("dragleave", () => form.classList.remove("dropping"));
    form.addEventListener("drop", (event) => {
      stop(event);
      form.classList.remove("dropping");
      if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    });
  }
})();
