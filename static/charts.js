/* Draws a figure's chart from the table beneath it: what the picture shows stands in the table, and the table
   is all there is where no script runs. Series differ by shape and dash as well as by colour. */
(function () {
  "use strict";

  const LOOKS = [
    { color: "#5b6775", shape: "rect", size: 8, hollow: true, dash: [6, 4] },
    { color: "#17857b", shape: "circle", size: 4, dash: [] },
    { color: "#17324d", shape: "triangle", size: 5, dash: [2, 3] },
    { color: "#8a4b00", shape: "rectRot", size: 6, hollow: true, dash: [10, 3, 2, 3] },
    { color: "#a61b1b", shape: "crossRot", size: 5, dash: [1, 4] },
  ];
  const language = document.documentElement.lang;

  function shown(value) { return value.toLocaleString(language); }

  function numberIn(cell) { return cell.dataset.value === "" ? null : Number(cell.dataset.value); }

  function dataset(kind, name, at, rows) {
    const look = LOOKS[at % LOOKS.length];
    return {
      label: name,
      data: rows.map(function (row) { return numberIn(row.querySelectorAll("[data-value]")[at]); }),
      borderColor: look.color,
      backgroundColor: kind === "bar" ? look.color : "#fff",
      borderWidth: 2,
      borderDash: look.dash,
      pointStyle: look.shape,
      pointRadius: look.size,
      pointBackgroundColor: look.hollow ? "rgba(255, 255, 255, 0)" : look.color,
      tension: 0,
      spanGaps: false,
    };
  }

  function axis(words) {
    return { title: { display: Boolean(words), text: words }, ticks: { color: "#364152" }, grid: { color: "#e3e8ed" } };
  }

  function options(figure) {
    const values = axis(figure.dataset.unit);
    values.beginAtZero = true;
    values.ticks.precision = 0;
    values.ticks.callback = shown;
    return {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false },
      scales: { x: axis(figure.dataset.across), y: values },
      plugins: {
        legend: { position: "bottom", labels: { usePointStyle: true, color: "#1f2937" } },
        tooltip: {
          callbacks: { label: function (item) { return item.dataset.label + ": " + shown(item.parsed.y); } },
        },
      },
    };
  }

  function draw(figure) {
    const area = figure.querySelector(".chart-area");
    if (!area || !window.Chart) return;
    const rows = Array.from(figure.querySelectorAll("tbody tr"));
    const names = Array.from(figure.querySelectorAll("[data-series]"), function (head) { return head.textContent; });
    area.hidden = false;
    figure.querySelector("details").open = false;
    const kind = figure.dataset.chart;
    new window.Chart(area.querySelector("canvas"), {
      type: kind,
      data: {
        labels: rows.map(function (row) { return row.querySelector("th").textContent; }),
        datasets: names.map(function (name, at) { return dataset(kind, name, at, rows); }),
      },
      options: options(figure),
    });
  }

  if (window.Chart) window.Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  document.querySelectorAll("figure[data-chart]").forEach(draw);

  /* On paper the table stands open beside its picture. */
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("figure[data-chart] details").forEach(function (table) { table.open = true; });
  });
})();
