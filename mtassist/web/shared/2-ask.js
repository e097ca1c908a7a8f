// Talking to the server, and saying what came of it. Whoever uses this says who `person()` is.

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
