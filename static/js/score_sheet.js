// Enter goes to the next score, and a column copied from a spreadsheet fills the cells below.
// Without this script the sheet works as a plain form.
"use strict";

const inputs = () => [...document.querySelectorAll(".score-sheet .score-input")];

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches(".score-input")) return;
  event.preventDefault();
  const visible = inputs().filter((input) => input.offsetParent !== null);
  const next = visible[visible.indexOf(event.target) + (event.shiftKey ? -1 : 1)];
  if (next) {
    next.focus();
    next.select();
  }
});

document.addEventListener("paste", (event) => {
  if (!event.target.matches(".score-input")) return;
  const text = event.clipboardData.getData("text").replace(/\r?\n$/, "");
  if (!/[\n\t]/.test(text)) return;
  event.preventDefault();
  const column = [...event.target.closest("[data-column]").querySelectorAll(".score-input")];
  const start = column.indexOf(event.target);
  text.split(/\r?\n/).forEach((line, offset) => {
    const cell = column[start + offset];
    if (cell) cell.value = line.split("\t").pop().trim();
  });
});
