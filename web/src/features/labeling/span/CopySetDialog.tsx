import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { FormDialog, Notice, Select, Stack, Text } from "@/design";
import type { CopyPlan } from "@/editor/commands/bulk";
import { commitCopy, planCopy } from "@/editor/session/bulkActs";
import type { EditorSession } from "@/editor/session/session";

interface CopySetDialogProps {
  session: EditorSession;
  onClose: () => void;
  onDone: (count: number) => void;
}

const NAMES_SHOWN = 8;

/** Copies the spans of one label set to the classes of the same name in another. */
export function CopySetDialog({ session, onClose, onDone }: CopySetDialogProps) {
  const { t } = useTranslation();
  const { labelSets, activeLayer } = session;
  const [from, setFrom] = useState(activeLayer);
  const [to, setTo] = useState(labelSets.find((set) => set.index !== activeLayer)?.index ?? activeLayer);
  const [plan, setPlan] = useState<CopyPlan | null>(null);
  const options = labelSets.map((set) => ({ value: String(set.index), label: set.name }));

  useEffect(() => {
    let stopped = false;
    const source = session.labelSets.find((set) => set.index === from);
    const target = session.labelSets.find((set) => set.index === to);
    setPlan(null);
    if (source && target && from !== to)
      planCopy(session, source, target).then(
        (made) => {
          if (!stopped) setPlan(made);
        },
        () => undefined,
      );
    return () => {
      stopped = true;
    };
  }, [session, from, to]);

  return (
    <FormDialog
      opened
      title={t("span.copySet.title")}
      submitLabel={t("span.copySet.submit")}
      canSubmit={(plan?.copied ?? 0) > 0}
      onClose={onClose}
      onSubmit={() => {
        if (!plan) return;
        commitCopy(session, plan);
        onDone(plan.copied);
      }}
    >
      <Stack gap={3}>
        <Text as="p">{t("span.copySet.hint")}</Text>
        <Select
          label={t("span.copySet.from")}
          value={String(from)}
          options={options}
          onChange={(value) => setFrom(Number(value))}
        />
        <Select
          label={t("span.copySet.to")}
          value={String(to)}
          options={options}
          onChange={(value) => setTo(Number(value))}
        />
        <div role="status">
          {plan ? (
            <Text as="p">{t("span.copySet.plan", { count: plan.copied })}</Text>
          ) : (
            from !== to && <Text as="p">{t("span.copySet.reading")}</Text>
          )}
        </div>
        {plan && plan.missing.length > 0 && (
          <Notice tone="warning">
            {t("span.copySet.missing", { names: plan.missing.slice(0, NAMES_SHOWN).join(", ") })}
            {plan.missing.length > NAMES_SHOWN && " …"}
          </Notice>
        )}
        {!session.rules.allowMultiLabels && <Notice tone="warning">{t("span.copySet.oneLabel")}</Notice>}
      </Stack>
    </FormDialog>
  );
}
