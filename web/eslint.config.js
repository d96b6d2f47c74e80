import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["src/api/generated", "dist", "node_modules"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ["**/*.{ts,tsx}"],
    plugins: { "jsx-a11y": jsxA11y, "react-hooks": reactHooks },
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      ...jsxA11y.flatConfigs.strict.rules,
      "jsx-a11y/no-autofocus": ["error", { ignoreNonDOM: true }],
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
      complexity: ["error", 16],
      "no-console": "error",
    },
  },
  {
    // The design folder alone knows the component library, raw colours and pixels.
    files: ["src/**/*.{ts,tsx}"],
    ignores: ["src/design/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["@mantine/*", "@tabler/*"], message: "Import it from design/." }] },
      ],
    },
  },
  {
    // The editor core runs without React.
    files: ["src/editor/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: ["react", "react-*", "@mantine/*", "@tabler/*", "**/design/*", "**/features/*"] },
      ],
    },
  },
);
