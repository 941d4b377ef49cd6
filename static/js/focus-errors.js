// Brings the list of errors into focus, so that it is read first.
export function focusErrors(summary) {
  summary.focus();
}
