import type { CSSProperties } from "react";
import { NumberField } from "@/design";
import { t } from "@/i18n";
import styles from "./fields.module.css";
import type { FieldProps, Question, QuestionTypeDefinition } from "./types";
import { textOf } from "./values";

function bounds({ config }: Question) {
  const min = config.min ?? 0;
  return { min, max: config.max ?? min + 10, step: config.step ?? 1 };
}

/** Red over yellow to green, or the question's own colours. */
function gradient({ config }: Question): string {
  const own = config.gradientColors?.filter((color) => /^#[0-9a-f]{3,8}$/i.test(color));
  const colors = own && own.length > 1 ? own : ["var(--danger)", "var(--warning)", "var(--success)"];
  return `linear-gradient(to right, ${colors.join(", ")})`;
}

const STARTS = new Set([" ", "Enter", "Home", "ArrowLeft", "ArrowDown"]);

function SliderAnswer({ question, value, onChange, readOnly, autoFocus }: FieldProps) {
  const { min, max, step } = bounds(question);
  const given = textOf(value);
  const isGradient = question.config.theme === "GRADIENT";
  return (
    <div className={styles.slider}>
      <input
        type="range"
        className={styles.range}
        aria-label={question.label}
        aria-valuetext={given || t("questions.unset")}
        min={min}
        max={max}
        step={step}
        value={given || String(min)}
        disabled={readOnly}
        data-gradient={isGradient || undefined}
        data-unset={given === "" || undefined}
        data-autofocus={autoFocus ? true : undefined}
        style={isGradient ? ({ "--gradient": gradient(question) } as CSSProperties) : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          const digit = /^[0-9]$/.test(event.key) ? Number(event.key) : NaN;
          const chosen = digit >= min && digit <= max && (digit - min) % step === 0 ? digit : undefined;
          // Keys that would leave an untouched knob where it is answer with that place.
          const start = given === "" && STARTS.has(event.key) ? min : undefined;
          const next = chosen ?? start;
          if (next === undefined || readOnly || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          onChange(String(next));
        }}
        // A press that does not move the knob answers with the value under it.
        onClick={(event) => onChange(event.currentTarget.value)}
      />
      <NumberField
        className={styles.number}
        ariaLabel={question.label}
        value={given === "" ? undefined : Number(given)}
        min={min}
        max={max}
        step={step}
        disabled={readOnly}
        onChange={(number) => onChange(number === undefined ? null : String(number))}
      />
      {!question.config.hideScaleLabel && (
        <span className={styles.scale} aria-hidden>
          <span>{min}</span>
          <span>{max}</span>
        </span>
      )}
    </div>
  );
}

function check(question: Question, value: unknown): string | null {
  const { min, max, step } = bounds(question);
  const number = Number(textOf(value));
  if (Number.isNaN(number) || number < min || number > max) return t("questions.errors.range", { min, max });
  return (number - min) % step === 0 ? null : t("questions.errors.step", { min, step });
}

export const slider: QuestionTypeDefinition = {
  key: "SLIDER",
  Field: SliderAnswer,
  rules: ["IS", "IS_NOT", "IS_ANSWERED", "GT", "LT", "GTE", "LTE"],
  repeats: "never",
  check,
};
