import { fileURLToPath } from "node:url";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const SERVER = "http://127.0.0.1:8000";

const PACKED = /\.(js|css|html|svg|mjs|json|wasm)$/;
const WORTH_PACKING = 1024;

/** Write a `.gz` beside each text file, which the server sends as it is. */
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
        if (content.length >= WORTH_PACKING)
          await writeFile(join(folder, `${file}.gz`), gzipSync(content, { level: 9 }));
      }
    },
  };
}

function source(path: string): string {
  return fileURLToPath(new URL(`./src/${path}`, import.meta.url)).replace(/\/$/, "");
}

export default defineConfig({
  plugins: [react(), packed()],
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
