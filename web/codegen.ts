import type { CodegenConfig } from "@graphql-codegen/cli";

/** Types of the operations the app uses, from the wire contract in `schema/`. The output is never committed. */
const config: CodegenConfig = {
  schema: "../schema/*.graphql",
  documents: ["src/**/*.{ts,tsx}", "!src/api/generated/**"],
  ignoreNoDocuments: true,
  errorsOnly: true,
  generates: {
    "./src/api/generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        defaultScalarType: "unknown",
        scalars: {
          DateTime: "string",
          Upload: "File",
        },
      },
    },
  },
};

export default config;
