/* j and k, or the arrows, lead to the next and the previous difference; the links do without. */
(function () {
  "use strict";
  const rels = { j: "next", ArrowRight: "next", k: "prev", ArrowLeft: "prev" };
  document.addEventListener("keydown", function (event) {
    const rel = rels[event.key];
    if (!rel || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const link = document.querySelector('.title-actions a[rel="' + rel + '"]');
    if (link) link.click();
  });
})();
