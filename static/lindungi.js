/* Small comforts; every page works without this file. */
(function () {
  "use strict";

  function closeMenus(except) {
    document.querySelectorAll("details[data-menu][open]").forEach(function (menu) {
      if (menu !== except) menu.open = false;
    });
  }

  document.addEventListener("click", function (event) {
    closeMenus(event.target.closest("details[data-menu]"));
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details[data-menu][open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  /* Copying needs script, so the button is hidden until there is some. */
  function copy(button) {
    const source = document.getElementById(button.dataset.copy);
    const text = "value" in source ? source.value : source.textContent;
    const label = button.querySelector("span");
    function done() { label.textContent = button.dataset.copied; }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(done);
    } else {
      source.focus();
      source.select();
      if (document.execCommand("copy")) done();
    }
  }

  function sizeOf(bytes) {
    const units = ["B", "kB", "MB"];
    let step = 0;
    while (bytes >= 1000 && step < 2) { bytes /= 1000; step += 1; }
    return bytes.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 }) + " " + units[step];
  }

  function dropArea(area) {
    const input = area.querySelector("input[type=file]");
    const chosen = area.querySelector("[data-drop-chosen]");
    function shown() {
      const files = Array.from(input.files);
      chosen.hidden = !files.length;
      if (!files.length) return;
      const names = files.slice(0, 3).map(function (file) { return file.name; }).join(", ");
      const more = files.length > 3 ? " + " + (files.length - 3) : "";
      const size = files.reduce(function (sum, file) { return sum + file.size; }, 0);
      chosen.textContent = names + more + " (" + sizeOf(size) + ")";
      if ("atOnce" in area.dataset) input.form.requestSubmit();
    }
    ["dragenter", "dragover"].forEach(function (name) {
      area.addEventListener(name, function (event) { event.preventDefault(); area.classList.add("is-over"); });
    });
    ["dragleave", "drop"].forEach(function (name) {
      area.addEventListener(name, function () { area.classList.remove("is-over"); });
    });
    area.addEventListener("drop", function (event) {
      event.preventDefault();
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      shown();
    });
    input.addEventListener("change", shown);
  }

  /* A second click on a slow line must not send twice. The button is not disabled: its value must be sent. */
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (!("once" in form.dataset)) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
  });

  /* Paper folds nothing: what is folded to save room on the screen is opened for printing and closed again. */
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details[data-print]:not([open])").forEach(function (folded) {
      folded.open = true;
      folded.dataset.print = "opened";
    });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-print='opened']").forEach(function (folded) {
      folded.open = false;
      folded.dataset.print = "";
    });
  });

  /* Coming back with the browser's back button finds the form ready again. */
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      delete form.dataset.sent;
      form.removeAttribute("aria-busy");
    });
  });

  function enhance(root) {
    root.querySelectorAll("[data-drop-area]:not([data-ready])").forEach(function (area) {
      area.dataset.ready = "1";
      dropArea(area);
    });
    root.querySelectorAll("[data-copy][hidden]").forEach(function (button) { button.hidden = false; });
  }

  enhance(document);
  document.addEventListener("htmx:after:swap", function () { enhance(document); });
})();
