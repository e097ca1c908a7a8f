// Moves go one after the other, in order, and are sent again until they are acknowledged: each has a key of its own, so
// that one that arrives twice is done once.

let queue = Promise.resolve();

function inOrder(work) {
  queue = queue.then(work, work);
  return queue;
}

const nameBox = element.querySelector(".person input");

let you = remembered("mtassist-name", `guest-${Math.random().toString(16).slice(2, 6)}`);
const person = () => you;

const newKey = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

// Time at work: seconds in which the page is in view and something was done in the last minute.
let active = Date.now();
let busy = 0;
for (const kind of ["keydown", "pointermove", "wheel"]) {
  element.addEventListener(kind, () => (active = Date.now()), { passive: true });
}
setInterval(() => {
  if (document.visibilityState === "visible" && Date.now() - active < 60000) busy += 1;
}, 1000);

function spent() {
  const seconds = busy;
  busy = 0;
  return seconds;
}
