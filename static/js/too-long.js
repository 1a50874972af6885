// What does not fit is said at its field before anything is sent or sealed, in words of ours and in the client's
// language. [data-most]: so many signs may be sent; a browser would cut what is pasted and say nothing, here
// all of it stays. Numbers: from min to max. The words stand at .phone[data-too-long, data-no-number].
const words = () => document.querySelector(".phone").dataset;

const isLong = ({ value, dataset }) =>
  [...value.replaceAll("\r\n", "\n").trim()].length > Number(dataset.most);

const isNoNumber = ({ validity }) =>
  validity.badInput || validity.rangeOverflow || validity.rangeUnderflow || validity.stepMismatch;

const fault = (field) => {
  if ("most" in field.dataset) return isLong(field) ? words().tooLong : "";
  return isNoNumber(field) ? words().noNumber.replace("#least", field.min).replace("#most", field.max) : "";
};

const isMeasured = (field) => "most" in field.dataset || (field.type === "number" && field.max);
const measure = (field) => field.setCustomValidity(fault(field));

document.addEventListener("input", ({ target }) => isMeasured(target) && measure(target));

// A message cannot show at a field that is folded away.
const unfold = ({ target }) => {
  if (!isMeasured(target)) return;
  measure(target);
  target.closest("details")?.setAttribute("open", "");
};
document.addEventListener("invalid", unfold, true);
