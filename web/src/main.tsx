import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "@/app/App";
import { applyStoredAppearance } from "@/design/theme/appearance";
import { startI18n } from "@/i18n";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root element.");

applyStoredAppearance();
await startI18n();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
