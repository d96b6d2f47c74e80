export function LabelingScreen() {
  return <div />;
}
