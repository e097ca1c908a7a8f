// Talking to the server. Moves go one after the other, in order, and are sent again until they are acknowledged: each has
// a key of its own, so that one that arrives twice is done once.

const RETRY = [300, 1000, 3000, 5000, 10000];
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

const toastBox = element.querySelector(".toast");
let toastTimer = 0;

function toast(message, kind = "info") {
  toastBox.textContent = spelled(message);
  toastBox.dataset.kind = kind;
  toastBox.classList.add("up");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => toastBox.classList.remove("up"), kind === "error" ? 9000 : 3500);
}

// The answer, or null when the server refused: then it has been said why.
async function ask(name, request, { again = true } = {}) {
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await server[name]({ ...request, by: person() });
      if (!answer || typeof answer !== "object") throw new Error("no answer");
      if (answer.error) {
        toast(answer.error, "error");
        return null;
      }
      if (tries) toast("The server is back; nothing is lost.");
      return answer;
    } catch (problem) {
      if (!again || tries >= 40) {
        toast(`The server does not answer (${problem.message}). Start it again; what was decided is kept there.`, "error");
        return null;
      }
      toast("Not saved yet: the server does not answer. Trying again…", "error");
      await wait(RETRY[Math.min(tries, RETRY.length - 1)]);
    }
  }
}

let queue = Promise.resolve();

function inOrder(work) {
  queue = queue.then(work, work);
  return queue;
}

const nameBox = element.querySelector(".person input");

function remembered(name, otherwise) {
  try {
    const kept = localStorage.getItem(name);
    if (kept) return kept;
    localStorage.setItem(name, otherwise);
  } catch {
    // without storage the name lasts as long as the page
  }
  return otherwise;
}

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
