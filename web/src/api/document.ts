/**
 * What `graphql(...)` of the generated code becomes in the bundle (see the alias in vite.config.ts):
 * the text itself. The generated version would put every operation of the app, parsed, into the
 * first download. Fragments must therefore stand in the same text as their use.
 */
export function graphql<Text extends string>(text: Text): Text {
  return text;
}
