/** A survey in another site's page tells that page how tall it is; embed.js there sets the frame's height. */
const tell = () => {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  /* To anybody: it is only a height, and who may frame this page is the policy's to say. */
  parent.postMessage({ canvassHeight: height }, "*");
};

if (parent !== window) {
  new ResizeObserver(tell).observe(document.body);
  addEventListener("message", ({ source, data }) => {
    if (source === parent && data?.canvassAsked) tell();
  });
}
