export function ProjectSettings() {
  return <div />;
}
