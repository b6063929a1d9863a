// Keeps what is typed: a form with data-draft is posted to that address three seconds after the
// last key, and once more when the page is left. Without this script the form works all the same.
(() => {
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const note = form.querySelector("[data-draft-note]");
    let timer = 0;
    let unsaved = false;
    const keep = async () => {
      unsaved = false;
      const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form) })
        .catch(() => null);
      if (note) {
        note.textContent = answer && answer.ok
          ? "เก็บข้อความที่พิมพ์ไว้แล้ว (ยังไม่ได้บันทึก)"
          : "เก็บข้อความที่พิมพ์ไว้ไม่ได้ กรุณากดบันทึกก่อนออกจากหน้านี้";
      }
    };
    form.addEventListener("input", () => {
      unsaved = true;
      clearTimeout(timer);
      timer = setTimeout(keep, 3000);
    });
    form.addEventListener("submit", () => {
      unsaved = false;
      clearTimeout(timer);
    });
    addEventListener("pagehide", () => {
      if (unsaved) navigator.sendBeacon(form.dataset.draft, new FormData(form));
    });
  }
})();
