// Passkeys. The page offers them only where the browser knows them; without this script the
// password and the one-time code work as they stand.

const forms = document.querySelectorAll("form[data-passkey]");

if (window.PublicKeyCredential) {
  for (const form of forms) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      use(form).catch(() => failed(form));
    });
  }
}

async function use(form) {
  form.querySelector("[data-passkey-failed]").hidden = true;
  const answer = await fetch(form.dataset.challenge, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams({ form_token: form.elements.form_token.value }),
  });
  if (!answer.ok) throw new Error(answer.statusText);
  const { publicKey } = await answer.json();
  publicKey.challenge = bytes(publicKey.challenge);
  let credential;
  if (form.dataset.passkey === "create") {
    publicKey.user.id = bytes(publicKey.user.id);
    for (const known of publicKey.excludeCredentials ?? []) known.id = bytes(known.id);
    credential = await navigator.credentials.create({ publicKey });
  } else {
    for (const known of publicKey.allowCredentials ?? []) known.id = bytes(known.id);
    credential = await navigator.credentials.get({ publicKey });
  }
  form.elements.credential.value = JSON.stringify(written(credential));
  form.submit();
}

function failed(form) {
  form.querySelector("[data-passkey-failed]").hidden = false;
}

/** The credential as WebAuthn's JSON writes it: buffers in base64url. */
function written(credential) {
  const { response } = credential;
  const parts = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = text(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    extensions: credential.getClientExtensionResults(),
    response: parts,
  };
}

function bytes(base64url) {
  const base64 = base64url.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

function text(buffer) {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
