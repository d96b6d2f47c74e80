import { useTranslation } from "react-i18next";

import { Button, IconButton, IconSettings, Inline, Popover, Segments, Stack, Switch, Text } from "@/design";
import { FONTS, SIZES, SPACINGS, type EditorLook } from "./look";

interface LookMenuProps {
  look: EditorLook;
  onChange: (change: Partial<EditorLook>) => void;
}

/** Text size, font, spacing and what is shown beside the text. */
export function LookMenu({ look, onChange }: LookMenuProps) {
  const { t } = useTranslation();
  const at = SIZES.indexOf(look.size);
  const pick = <T extends string>(name: "font" | "spacing" | "captions", values: readonly T[]) => (
    <div>
      <Text as="p" tone="secondary">
        {t(`span.look.${name}`)}
      </Text>
      <Segments
        label={t(`span.look.${name}`)}
        value={look[name] as T}
        options={values.map((value) => ({ value, label: t(`span.look.${value}`) }))}
        onChange={(value) => onChange({ [name]: value })}
      />
    </div>
  );
  return (
    <Popover
      width={300}
      position="bottom-end"
      trigger={<IconButton size="small" icon={IconSettings} label={t("span.look.title")} />}
    >
      <Stack gap={3}>
        <Inline gap={2}>
          <Button
            size="small"
            aria-label={t("span.look.smaller")}
            disabled={at <= 0}
            onClick={() => onChange({ size: SIZES[at - 1] ?? look.size })}
          >
            A−
          </Button>
          <Button
            size="small"
            aria-label={t("span.look.larger")}
            disabled={at >= SIZES.length - 1}
            onClick={() => onChange({ size: SIZES[at + 1] ?? look.size })}
          >
            A+
          </Button>
          <span role="status">
            <Text tabular>{t("span.look.percent", { percent: look.size })}</Text>
          </span>
        </Inline>
        {pick("font", FONTS)}
        {pick("spacing", SPACINGS)}
        {pick("captions", ["always", "line"])}
        <Switch
          label={t("span.look.lineNumbers")}
          checked={look.lineNumbers}
          onChange={(lineNumbers) => onChange({ lineNumbers })}
        />
        <Switch
          label={t("span.look.keepBox")}
          checked={look.keepBox}
          onChange={(keepBox) => onChange({ keepBox })}
        />
      </Stack>
    </Popover>
  );
}
