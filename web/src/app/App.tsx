import { RouterProvider } from "react-router/dom";
import { Provider } from "urql";
import { client } from "@/api/client";
import { DesignProvider } from "@/design";
import { CommandHost } from "@/features/shell/CommandHost";
import { router } from "./router";

export function App() {
  return (
    <Provider value={client}>
      <DesignProvider>
        <CommandHost />
        <RouterProvider router={router} />
      </DesignProvider>
    </Provider>
  );
}
