/* Surveys in the pages of other sites: iframes as tall as their survey, and buttons that open one above the page. */
(() => {
  const origin = new URL(document.currentScript.src).origin;
  const frames = () => document.querySelectorAll("iframe[data-canvass]");

  addEventListener("message", ({ origin: from, source, data }) => {
    if (from !== origin || typeof data?.canvassHeight !== "number") return;
    for (const frame of frames()) {
      if (frame.contentWindow === source) frame.style.height = `${Math.min(Math.max(data.canvassHeight, 80), 20000)}px`;
    }
  });

  /* Those here first told nobody. */
  for (const frame of frames()) frame.contentWindow.postMessage({ canvassAsked: true }, "*");

  function opened(link) {
    const dialog = document.createElement("dialog");
    const close = document.createElement("button");
    const frame = document.createElement("iframe");
    dialog.style.cssText = "width:min(46rem,94vw);height:min(52rem,92vh);max-width:none;max-height:none;padding:0;border:0;border-radius:14px;overflow:hidden";
    close.style.cssText = "position:absolute;z-index:1;inset-block-start:8px;inset-inline-end:8px;width:44px;height:44px;border:0;border-radius:50%;font-size:24px;line-height:1;cursor:pointer";
    frame.style.cssText = "display:block;width:100%;height:100%;border:0";
    close.textContent = "\u00d7";
    close.ariaLabel = link.dataset.close ?? "Close";
    frame.title = link.textContent.trim();
    frame.src = link.href;
    close.onclick = () => dialog.close();
    dialog.onclose = () => dialog.remove();
    dialog.append(close, frame); // the first one gets the focus, so that Escape closes
    document.body.append(dialog);
    dialog.showModal();
  }

  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-canvass-popup]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || new URL(link.href).origin !== origin) return;
    event.preventDefault();
    opened(link);
  });
})();
