// Where a form was refused, the cursor stands in the first field that needs another look, and its
// message in sight: a record is several screens long on a phone.
const wrong = [...document.querySelectorAll("main [aria-invalid=true]")].find((one) => one.checkVisibility());
wrong?.focus();
wrong?.scrollIntoView({ block: "center" });
