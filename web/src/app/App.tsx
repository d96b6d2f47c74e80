import { useTranslation } from "react-i18next";
import { RouterProvider } from "react-router/dom";
import { Provider } from "urql";
import { client } from "@/api/client";
import { DesignProvider } from "@/design";
import { CommandHost } from "@/features/shell/CommandHost";
import { router } from "./router";

export function App() {
  const { i18n } = useTranslation();
  return (
    <Provider value={client}>
      <DesignProvider direction={i18n.dir()}>
        <CommandHost />
        <RouterProvider router={router} />
      </DesignProvider>
    </Provider>
  );
}
