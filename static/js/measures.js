// Small comforts of the pages about measures: an undo that goes after ten seconds (the history
// keeps it), one tick for all rows, files dropped onto a form.
(() => {
  const seconds = 10;

  const fade = (form) => setTimeout(() => {
    if (!form.contains(document.activeElement)) form.remove();
  }, seconds * 1000);

  const prepare = (root) => {
    for (const form of root.querySelectorAll("form.undo:not([data-seen])")) {
      form.dataset.seen = "yes";
      fade(form);
    }
  };
  prepare(document);
  document.addEventListener("htmx:afterSettle", () => {
    prepare(document);
    const row = document.querySelector("tr.editing:not([data-seen])");
    if (row) {
      row.dataset.seen = "yes";
      (row.querySelector("input:checked") || row.querySelector("input[type=radio]")).focus();
    }
  });

  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-tick-all]")) return;
    for (const box of document.querySelectorAll("input[name=pick]")) {
      box.checked = event.target.checked;
    }
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
