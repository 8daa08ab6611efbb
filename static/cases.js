/* Arrow keys lead to the previous and the next case; the links do without. */
(function () {
  "use strict";
  const rels = { ArrowLeft: "prev", ArrowRight: "next" };
  document.addEventListener("keydown", function (event) {
    const rel = rels[event.key];
    if (!rel || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const link = document.querySelector('.title-actions a[rel="' + rel + '"]');
    if (link) link.click();
  });
})();
