import { useTranslation } from "react-i18next";
import { Button, IconButton, IconPlus, IconTrash, MultiSelect, Stack, Text } from "@/design";
import type { LabelItem } from "@/features/library/labelSet";
import styles from "./wizard.module.css";

interface ArrowRulesProps {
  items: readonly LabelItem[];
  onChange: (items: LabelItem[]) => void;
}

/** From which classes to which ones an arrow class may be drawn; without a rule, between all. */
export function ArrowRules({ items, onChange }: ArrowRulesProps) {
  const { t } = useTranslation();
  const arrows = items.filter((item) => item.type !== "SPAN");
  const options = items
    .filter((item) => item.type !== "ARROW")
    .map((item) => ({ value: item.id, label: item.name }));
  const set = (item: LabelItem, arrowRules: LabelItem["arrowRules"]) =>
    onChange(items.map((old) => (old.id === item.id ? { ...old, arrowRules } : old)));
  return (
    <Stack gap={3}>
      <Text strong>{t("wizard.arrowRules")}</Text>
      {arrows.map((item) => (
        <Stack key={item.id} gap={2}>
          <Text tone="secondary">{item.name || t("library.unnamed")}</Text>
          {item.arrowRules.map((rule, at) => (
            <div key={at} className={styles.pair}>
              {(["originIds", "destinationIds"] as const).map((side) => (
                <MultiSelect
                  key={side}
                  label={t(`wizard.${side}`)}
                  values={rule[side]}
                  options={options}
                  onChange={(ids) =>
                    set(
                      item,
                      item.arrowRules.map((old, index) => (index === at ? { ...old, [side]: ids } : old)),
                    )
                  }
                />
              ))}
              <span>
                <IconButton
                  icon={IconTrash}
                  label={t("wizard.removeRule")}
                  onClick={() =>
                    set(
                      item,
                      item.arrowRules.filter((_, index) => index !== at),
                    )
                  }
                />
              </span>
            </div>
          ))}
          <span>
            <Button
              size="small"
              variant="subtle"
              icon={IconPlus}
              onClick={() => set(item, [...item.arrowRules, { originIds: [], destinationIds: [] }])}
            >
              {t("wizard.addRule")}
            </Button>
          </span>
        </Stack>
      ))}
    </Stack>
  );
}
