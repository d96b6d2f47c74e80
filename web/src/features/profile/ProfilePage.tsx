export function ProfilePage() {
  return <div />;
}
