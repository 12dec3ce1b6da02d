"use strict";
// Filters, folds and colours of the page. What is chosen stands in the address behind "#", so that it can be passed on.
// Nothing is fetched, nothing is stored, and no markup is made: texts of others are compared and never written.
(() => {
  const at = (id) => document.getElementById(id);
  const claims = [...document.querySelectorAll("details.claim")];
  const rows = new Map([...document.querySelectorAll(".matrix tbody tr")].map((row, place) => [claims[place], row]));
  const fields = ["q", "label", "flag", "source", "theme"].map(at);
  const texts = new Map();

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const textOf = (claim) => {
    if (!texts.has(claim)) texts.set(claim, folded(claim.textContent));
    return texts.get(claim);
  };
  const terms = (wish) => [...folded(wish).matchAll(/"([^"]*)"?|(\S+)/g)].map((found) => found[1] ?? found[2]);

  const passes = (claim, words) => {
    const { label, flags, sources } = claim.dataset;
    return (!at("label").value || (label || "unchecked") === at("label").value)
      && (!at("flag").value || flags.split(" ").includes(at("flag").value))
      && (!at("source").value || sources.split(" ").includes(at("source").value))
      && words.every((word) => textOf(claim).includes(word));
  };

  const show = () => {
    const words = terms(at("q").value);
    let shown = 0;
    for (const claim of claims) {
      const hidden = !passes(claim, words);
      claim.hidden = hidden;
      if (rows.has(claim)) rows.get(claim).hidden = hidden;
      shown += !hidden;
    }
    at("shown").textContent = shown === claims.length ? `${shown} claims` : `${shown} of ${claims.length} claims shown`;
    document.documentElement.dataset.theme = at("theme").value;
  };

  const keep = () => {
    const state = new URLSearchParams();
    for (const field of fields) if (field.value) state.set(field.id, field.value);
    history.replaceState(null, "", `#${state}`);
  };

  const choose = (field, value) => {
    field.value = value;
    if (field.value !== value) field.value = "";
  };

  // An address names a place on the page, or what is to be shown of it.
  const follow = () => {
    const wish = location.hash.slice(1);
    if (wish && !wish.includes("=")) return reveal(at(wish));
    const state = new URLSearchParams(wish);
    for (const field of fields) choose(field, state.get(field.id) ?? "");
    show();
  };

  const reveal = (place) => {
    if (!place) return;
    if (place.hidden) reset();
    if (place.tagName === "DETAILS") {
      place.open = true;
      place.querySelector("summary").focus({ preventScroll: true });
    }
    place.scrollIntoView();
  };

  const reset = () => {
    for (const field of fields) if (field.id !== "theme") field.value = "";
    show();
  };

  const fold = (open) => {
    for (const claim of claims) if (!claim.hidden) claim.open = open;
  };

  for (const field of fields) field.addEventListener("input", () => { show(); keep(); });
  at("q").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    at("q").value = "";
    show();
    keep();
  });
  at("unfold").addEventListener("click", () => fold(true));
  at("fold").addEventListener("click", () => fold(false));
  at("reset").addEventListener("click", () => { reset(); keep(); });
  addEventListener("hashchange", follow);

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = claims.filter((claim) => !claim.open);
    fold(true);
  });
  addEventListener("afterprint", () => {
    for (const claim of closed) claim.open = false;
  });

  at("controls").hidden = at("colours").hidden = false;
  show();
  follow();
})();
