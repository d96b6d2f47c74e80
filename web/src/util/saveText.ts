/** Give the person a small text as a file, made in the browser. */
export function saveText(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download reads the address after the click; a later turn is soon enough to free it.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
