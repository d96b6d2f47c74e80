export function Wizard() {
  return <div />;
}
