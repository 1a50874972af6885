// [data-most]: so many signs may be sent. A browser would cut what is pasted and say nothing; here all of it
// stays, and its field says so before anything is sent or sealed. The words stand at .phone[data-too-long].
const measure = (field) => {
  const isLong = [...field.value.replaceAll("\r\n", "\n").trim()].length > Number(field.dataset.most);
  field.setCustomValidity(isLong ? document.querySelector(".phone").dataset.tooLong : "");
};

document.addEventListener("input", ({ target }) => "most" in target.dataset && measure(target));

// A message cannot show at a field that is folded away.
const unfold = ({ target }) => {
  if ("most" in target.dataset) target.closest("details")?.setAttribute("open", "");
};
document.addEventListener("invalid", unfold, true);
