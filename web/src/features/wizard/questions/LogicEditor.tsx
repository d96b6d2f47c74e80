import { useTranslation } from "react-i18next";
import { Button, IconButton, IconPlus, IconTrash, Segments, Select, Stack, Text, TextField } from "@/design";
import {
  findQuestion,
  parseLogic,
  TYPES,
  WITHOUT_VALUE,
  writeLogic,
  type Rule,
  type RuleName,
} from "@/question-types";
import styles from "../wizard.module.css";
import { asQuestions, hasOptions, type QuestionEntry } from "./entries";

interface LogicEditorProps {
  logic: string | null;
  /** Questions before this one, of the same level: only these can be asked about. */
  earlier: readonly QuestionEntry[];
  onChange: (logic: string | null) => void;
}

/** When the question is shown: always, or if rules on earlier answers hold. */
export function LogicEditor({ logic, earlier, onChange }: LogicEditorProps) {
  const { t } = useTranslation();
  const condition = parseLogic(logic);
  const known = asQuestions(earlier).filter((question) => TYPES[question.type].rules.length > 0);
  const [first] = known;
  if (!first) return null;
  const firstRule = (): Rule => ({
    question: `Q${first.id}`,
    rule: TYPES[first.type].rules[0] ?? "IS_ANSWERED",
    value: "",
  });
  const rules = condition?.rules ?? [];
  const write = (next: Rule[], op = condition?.op ?? "AND") => onChange(writeLogic({ op, rules: next }));
  const change = (at: number, next: Partial<Rule>) =>
    write(rules.map((rule, index) => (index === at ? { ...rule, ...next } : rule)));

  return (
    <Stack gap={2}>
      <Text strong>{t("wizard.logic")}</Text>
      <Segments
        label={t("wizard.logic")}
        value={condition ? "if" : "always"}
        options={[
          { value: "always", label: t("wizard.always") },
          { value: "if", label: t("wizard.if") },
        ]}
        onChange={(value) => (value === "always" ? onChange(null) : write([firstRule()]))}
      />
      {rules.map((rule, at) => {
        const target = findQuestion(rule.question, known);
        const possible = target ? TYPES[target.type].rules : [];
        const options =
          target && hasOptions(target.type) && rule.rule === "IS" ? (target.config.options ?? []) : null;
        return (
          <div key={at} className={styles.rule}>
            <Select
              ariaLabel={t("wizard.ruleQuestion")}
              value={target ? `Q${target.id}` : null}
              error={target ? undefined : t("wizard.ruleBroken")}
              options={known.map((question) => ({
                value: `Q${question.id}`,
                label: `${question.id + 1}. ${question.label}`,
              }))}
              onChange={(value) => {
                const next = known.find((question) => `Q${question.id}` === value);
                if (next)
                  change(at, {
                    question: `Q${next.id}`,
                    rule: TYPES[next.type].rules[0] ?? "IS_ANSWERED",
                    value: "",
                  });
              }}
            />
            <Select
              ariaLabel={t("wizard.ruleKind")}
              value={rule.rule}
              options={possible.map((name) => ({ value: name, label: t(`questions.rules.${name}`) }))}
              onChange={(value) => change(at, { rule: (value ?? rule.rule) as RuleName })}
            />
            {WITHOUT_VALUE.includes(rule.rule) ? (
              <span />
            ) : options ? (
              <Select
                ariaLabel={t("wizard.ruleValue")}
                searchable
                value={rule.value || null}
                options={options.map((option) => ({ value: option.label, label: option.label }))}
                onChange={(value) => change(at, { value: value ?? "" })}
              />
            ) : (
              <TextField
                ariaLabel={t("wizard.ruleValue")}
                value={rule.value}
                onChange={(value) => change(at, { value })}
              />
            )}
            <IconButton
              icon={IconTrash}
              label={t("wizard.removeRule")}
              onClick={() => write(rules.filter((_, index) => index !== at))}
            />
          </div>
        );
      })}
      {condition && (
        <div className={styles.setHead}>
          {rules.length > 1 && (
            <Segments
              label={t("wizard.joined")}
              value={condition.op}
              options={[
                { value: "AND", label: t("wizard.all") },
                { value: "OR", label: t("wizard.any") },
              ]}
              onChange={(op) => write(rules, op)}
            />
          )}
          <Button
            size="small"
            variant="subtle"
            icon={IconPlus}
            onClick={() => write([...rules, firstRule()])}
          >
            {t("wizard.addCondition")}
          </Button>
        </div>
      )}
    </Stack>
  );
}
