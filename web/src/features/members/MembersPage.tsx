export function MembersPage() {
  return <div />;
}
