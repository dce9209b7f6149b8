(() => {
  "use strict";

  const data = JSON.parse(document.getElementById("data").textContent);
  const few = 80; // so many points of a curve are shown as such
  const dashes = [[], [6, 4]];
  let charts = [];

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // Short, and without the noise of binary fractions.
  function number(value, digits) {
    const size = Math.abs(value);
    return size !== 0 && (size < 1e-3 || size >= 1e6)
      ? Number(value.toPrecision(digits)).toExponential()
      : String(Number(value.toPrecision(digits)));
  }

  function curve(given, i) {
    const points = given.steps.map((step, k) => ({ x: step, y: given.values[k] }));
    const shown = points.length <= few;
    const dense = points.length > 1000;
    const ink = colour("--c" + (i % 4));
    return {
      label: given.name,
      data: points,
      order: -i, // what has fewer points, the evaluations, on top
      borderColor: dense ? ink + "a0" : ink,
      backgroundColor: ink,
      borderDash: dashes[given.name.startsWith("eval") ? 1 : 0],
      borderWidth: shown ? 2 : 1.2,
      pointRadius: shown ? 2.5 : 0,
      pointHitRadius: 8,
    };
  }

  function axis(more) {
    const ticks = { color: colour("--soft"), maxRotation: 0, callback: (value) => number(value, 6) };
    return {
      type: "linear",
      border: { color: colour("--line") },
      grid: { color: colour("--line") },
      ...more,
      ticks: { ...ticks, ...more.ticks },
    };
  }

  function options() {
    return {
      animation: false,
      parsing: false,
      normalized: true,
      maintainAspectRatio: false,
      interaction: { mode: "nearest", axis: "x", intersect: false },
      scales: {
        x: axis({ ticks: { precision: 0, maxTicksLimit: 8 } }),
        y: axis({ ticks: { maxTicksLimit: 7 } }),
      },
      plugins: {
        legend: { reverse: true, labels: { color: colour("--ink"), boxWidth: 18, boxHeight: 1 } },
        tooltip: {
          callbacks: {
            title: (items) => (items.length ? "step " + items[0].parsed.x : ""),
            label: (item) => item.dataset.label + " " + number(item.parsed.y, 5),
          },
        },
      },
    };
  }

  function draw() {
    charts.forEach((chart) => chart.destroy());
    charts = data.map((chart, i) =>
      new Chart(document.getElementById("chart-" + i), {
        type: "line",
        data: { datasets: chart.curves.map(curve) },
        options: options(),
      }));
  }

  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();
