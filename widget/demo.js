// The demo page's own few lines: its button, and the snippet with this server's address.
document.querySelector("#open").addEventListener("click", () => document.querySelector("specialty-guide-chat").open());
document.querySelector("#snippet").textContent =
  `<script type="module" src="${location.origin}/widget/specialty-guide-chat.js" data-phone="(555) 010-0199"></script>`;
