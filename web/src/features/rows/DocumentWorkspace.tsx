export function DocumentWorkspace() {
  return null;
}
