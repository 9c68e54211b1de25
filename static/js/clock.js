/** [data-clock="seconds left"]: counts down, says so at a minute and at ten seconds, sends the page at the end. */
const row = document.querySelector("[data-clock]");

if (row) {
  const left = row.querySelector("[data-clock-left]");
  const status = row.querySelector("[data-clock-status]");
  const end = row.querySelector("[data-clock-end]");
  const ends = performance.now() + Number(row.dataset.clock) * 1000;
  const warnings = [[60, row.dataset.minute], [10, row.dataset.seconds]].filter(([at]) => Number(row.dataset.clock) > at);
  const shown = new Intl.NumberFormat(document.documentElement.lang, { minimumIntegerDigits: 2 });
  const plain = new Intl.NumberFormat(document.documentElement.lang);

  const tick = () => {
    const seconds = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    left.textContent = `${plain.format(Math.floor(seconds / 60))}:${shown.format(seconds % 60)}`;
    row.classList.toggle("soon", seconds <= 60);
    while (warnings.length && seconds <= warnings[0][0]) status.textContent = warnings.shift()[1];
    if (seconds > 0) return;
    clearInterval(running);
    end.form.requestSubmit(end);
  };
  const running = setInterval(tick, 1000);
  tick();
}
