import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GqlExportMethod } from "@/api/generated/graphql";
import { Checkbox, Section, Text } from "@/design";
import { useSetting, type TeamDetail } from "./GeneralSettings";
import styles from "./settings.module.css";

const METHODS: readonly GqlExportMethod[] = [
  "FILE_STORAGE",
  "DOWNLOAD_REQUEST",
  "EMAIL",
  "CUSTOM_WEBHOOK",
  "EXTERNAL_OBJECT_STORAGE",
  "EXTERNAL_FILE_STORAGE",
];

type Grants = Record<"labeler" | "reviewer", readonly GqlExportMethod[]>;

/** Which ways of exporting each role has. Admins and supervisors always have all. */
export function ExportPermissions({ team }: { team: TeamDetail }) {
  const { t } = useTranslation();
  const [save] = useSetting(team.id);
  const [grants, setGrants] = useState<Grants>({
    labeler: team.setting?.allowedLabelerExportMethods ?? [],
    reviewer: team.setting?.allowedReviewerExportMethods ?? [],
  });

  const change = async (role: keyof Grants, method: GqlExportMethod, on: boolean) => {
    const before = grants;
    const methods = METHODS.filter((known) => (known === method ? on : before[role].includes(known)));
    setGrants({ ...before, [role]: methods });
    const input =
      role === "labeler"
        ? { allowedLabelerExportMethods: methods }
        : { allowedReviewerExportMethods: methods };
    if (!(await save(input))) setGrants(before);
  };

  return (
    <Section title={t("settings.exportTitle")} description={t("settings.exportText")}>
      <table className={styles.grid}>
        <thead>
          <tr>
            <th scope="col">{t("settings.method")}</th>
            <th scope="col" className={styles.center}>
              {t("workspace.role.LABELER")}
            </th>
            <th scope="col" className={styles.center}>
              {t("workspace.role.REVIEWER")}
            </th>
          </tr>
        </thead>
        <tbody>
          {METHODS.map((method) => (
            <tr key={method}>
              <th scope="row">
                <Text strong as="div">
                  {t(`settings.methods.${method}`)}
                </Text>
                <Text tone="muted" size="small">
                  {t(`settings.methodText.${method}`)}
                </Text>
              </th>
              {(["labeler", "reviewer"] as const).map((role) => (
                <td key={role} className={styles.center}>
                  <Checkbox
                    ariaLabel={t("settings.grant", {
                      role: t(`settings.${role}`),
                      method: t(`settings.methods.${method}`),
                    })}
                    checked={grants[role].includes(method)}
                    onChange={(on) => void change(role, method, on)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
