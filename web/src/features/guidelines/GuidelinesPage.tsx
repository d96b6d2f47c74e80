export function GuidelinesPage() {
  return <div />;
}
