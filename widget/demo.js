const language = new URLSearchParams(location.search).get("lang");
const questions = [...document.querySelectorAll(".questions")];
const chosen = questions.find((list) => list.dataset.lang === language) ?? questions[0];
const chat = document.querySelector("auskunft-chat");

chat.lang = chosen.dataset.lang;
for (const list of questions) list.hidden = list !== chosen;
for (const anchor of document.querySelectorAll(".languages a")) {
  if (anchor.hreflang === chosen.dataset.lang) anchor.setAttribute("aria-current", "true");
}
chosen.addEventListener("click", ({ target }) => {
  if (target.matches("button")) chat.ask(target.textContent);
});
