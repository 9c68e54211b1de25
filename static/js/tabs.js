/** .tabs: on narrow screens, where they scroll, the one of this page is in sight. */
import { onEach } from "./behaviour.js";

onEach(".tabs [aria-current]", (tab) => tab.scrollIntoView({ block: "nearest", inline: "nearest" }));
