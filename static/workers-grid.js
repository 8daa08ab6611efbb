/* The quick grid: cells copied in Excel spread over the rows from where they are pasted. Without this file
   the box "Paste from Excel" does the same on the server, which also understands header rows. */
(function () {
  "use strict";

  const form = document.querySelector("form[data-grid]");
  if (!form) return;
  const rows = form.querySelector("[data-rows]");
  const box = form.querySelector("#pasted");
  const spread = form.querySelector("[data-paste]");
  const MOST = 200;

  function cellsOf(text) {
    return text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n").map(function (line) {
      return line.split("\t").map(function (cell) { return cell.trim(); });
    });
  }

  /* A header, a column of running numbers, NIK before name, quoted cells: the server sorts that out. */
  function needsServer(text, cells, column) {
    if (text.includes('"')) return true;
    const first = cells[0];
    if (first.some(function (cell) { return /[a-z]/i.test(cell) && /\b(nik|ktp|nama|name)\b/i.test(cell); })) return true;
    if (column !== 0 || first.length < 2) return false;
    return /^\d{1,3}$/.test(first[0]) || /^'?\d{16}$/.test(first[0].replace(/[ .-]/g, ""));
  }

  function inputsOf(row) {
    return Array.from(row.querySelectorAll(".grid-cells input"));
  }

  function addRow() {
    const all = rows.querySelectorAll("[data-row]");
    if (all.length >= MOST) return null;
    const numbers = Array.from(form.querySelectorAll("input[name=row]")).map(function (input) { return Number(input.value); });
    const next = Math.max.apply(null, numbers) + 1;
    const last = all[all.length - 1];
    const row = last.cloneNode(true);
    const old = "r" + last.querySelector("input[name=row]").value + "-";
    const made = "r" + next + "-";
    row.classList.remove("is-bad");
    row.querySelectorAll(".to-confirm, .field-errors, .errorlist").forEach(function (node) { node.remove(); });
    row.querySelectorAll("[name], [id], [for], [aria-describedby]").forEach(function (node) {
      ["name", "id", "for", "aria-describedby"].forEach(function (name) {
        if (node.hasAttribute(name)) node.setAttribute(name, node.getAttribute(name).replace(old, made));
      });
      if (node.matches(".grid-cells input")) { node.value = ""; node.removeAttribute("aria-invalid"); }
    });
    row.querySelector("input[name=row]").value = next;
    const legend = row.querySelector("legend");
    legend.innerHTML = legend.innerHTML.replace(/\d+/, all.length + 1);
    rows.appendChild(row);
    return row;
  }

  form.addEventListener("paste", function (event) {
    const input = event.target.closest(".grid-cells input");
    const text = event.clipboardData && event.clipboardData.getData("text/plain");
    if (!input || !text || !/[\t\n\r]/.test(text.trim())) return;
    event.preventDefault();
    const start = input.closest("[data-row]");
    const column = inputsOf(start).indexOf(input);
    const cells = cellsOf(text);
    if (needsServer(text, cells, column)) {
      box.value = text;
      form.requestSubmit(spread);
      return;
    }
    let row = start;
    cells.forEach(function (line) {
      row = row || addRow();
      if (!row) return;
      const inputs = inputsOf(row);
      line.forEach(function (cell, i) { if (inputs[column + i]) inputs[column + i].value = cell; });
      row = row.nextElementSibling;
    });
  });
})();
