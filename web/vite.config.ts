import { fileURLToPath } from "node:url";
import { readdirSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const SERVER = "http://127.0.0.1:8000";

const PACKED = /\.(js|css|html|svg|mjs|json|wasm)$/;
const WORTH_PACKING = 1024;

/** Write a `.br` and a `.gz` beside each text file, which the server sends as they are. */
function packed(): Plugin {
  let folder = "";
  return {
    name: "gloss-packed",
    apply: "build",
    configResolved(config) {
      folder = config.build.outDir;
    },
    async closeBundle() {
      const files = await readdir(folder, { recursive: true });
      for (const file of files.filter((name) => PACKED.test(name))) {
        const content = await readFile(join(folder, file));
        if (content.length < WORTH_PACKING) continue;
        await writeFile(join(folder, `${file}.gz`), gzipSync(content, { level: 9 }));
        const sized = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
        await writeFile(join(folder, `${file}.br`), brotliCompressSync(content, { params: sized }));
      }
    },
  };
}

// Shared by most pages, yet not before somebody opens something.
const OPENED_LATER = new RegExp(
  [
    "/(Combobox|Drawer|Modal|ModalBase|MultiSelect|ScrollArea|Select|TagsInput|Textarea|react-remove-scroll[^/]*)/",
    "/src/design/(controls/(MultiSelect|NumberField|Select|TagField)|overlays/Dialog|ConfirmDialog)",
  ].join("|"),
);
const ICONS = /\/@tabler\/icons-react\//;

const TEXTS = "virtual:texts/";
// Not in actions/, where such words are ids of actions.
const CODE = /\/src\/(?!i18n\/|actions\/|api\/generated\/).*\.tsx?$/;

/**
 * Let each module bring the texts whose keys it mentions.
 *
 * A module with "wizard.title" in it imports `i18n/en/wizard.json`, so the
 * catalogue is split as the code is, and nobody keeps a list.
 */
function texts(): Plugin {
  const features = readdirSync(source("i18n/en")).map((file) => file.replace(/\.json$/, ""));
  const key = new RegExp(`["'\`](${features.join("|")})\\.(?=[\\w$])`, "g");
  return {
    name: "gloss-texts",
    enforce: "pre",
    resolveId: (id) => (id.startsWith(TEXTS) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${TEXTS}`)) return undefined;
      const feature = id.slice(TEXTS.length + 1);
      const code = [
        `import { addTexts } from ${JSON.stringify(source("i18n/index.ts"))};`,
        `import texts from ${JSON.stringify(source(`i18n/en/${feature}.json`))};`,
        `addTexts(${JSON.stringify(feature)}, texts);`,
      ].join("\n");
      return { code, moduleSideEffects: true };
    },
    transform(code, id) {
      if (!CODE.test(id)) return undefined;
      const mentioned = new Set([...code.matchAll(key)].map(([, feature]) => feature));
      if (mentioned.size === 0) return undefined;
      // On the first line, so that line numbers stay.
      const imports = [...mentioned].map((feature) => `import "${TEXTS}${feature}";`).join(" ");
      return { code: imports + code, map: null };
    },
  };
}

function source(path: string): string {
  return fileURLToPath(new URL(`./src/${path}`, import.meta.url)).replace(/\/$/, "");
}

export default defineConfig({
  plugins: [texts(), react(), packed()],
  resolve: {
    alias: [
      // Types come from the generated code, documents travel as text: see api/document.ts.
      { find: /^@\/api\/generated$/, replacement: source("api/document.ts") },
      { find: "@", replacement: source("") },
    ],
  },
  build: {
    outDir: "../server/src/gloss/static",
    emptyOutDir: true,
    target: "es2022",
    // The content security policy forbids inline scripts and data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What most pages share comes in one file; else the first page asks for 80, many of a single icon.
          groups: [
            { name: "icons", minShareCount: 2, test: ICONS },
            { name: "base", minShareCount: 10, test: (id) => !OPENED_LATER.test(id) },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: {
      "/graphql": SERVER,
      "/api": SERVER,
      "/export": SERVER,
      "/static": SERVER,
    },
  },
  test: {
    environment: "jsdom",
    globals: false,
    setupFiles: ["src/test/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    css: false,
    testTimeout: 30_000,
  },
});
