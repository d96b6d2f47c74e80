import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Page, Tabs } from "@/design";
import { LabelSets } from "./LabelSets";
import { QuestionSets } from "./QuestionSets";

/** The workspace's label sets and question sets, copied into projects. */
export function LibraryPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  return (
    <Page title={t("library.title")}>
      <Tabs
        label={t("library.title")}
        value={params.get("tab") === "questions" ? "questions" : "labels"}
        onChange={(tab) => setParams(tab === "questions" ? { tab } : {}, { replace: true })}
        tabs={[
          { value: "labels", label: t("library.labelSets"), content: <LabelSets /> },
          { value: "questions", label: t("library.questionSets"), content: <QuestionSets /> },
        ]}
      />
    </Page>
  );
}
