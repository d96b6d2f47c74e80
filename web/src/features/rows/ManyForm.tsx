import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Notice, toast } from "@/design";
import { isEmpty, QuestionForm, type Answers, type Question } from "@/question-types";
import styles from "./rows.module.css";

interface ManyFormProps {
  questions: Question[];
  count: number;
  isText?: boolean | undefined;
  readOnly: boolean;
  onSubmit: (answers: Answers) => void;
  onCancel: () => void;
}

const NOTHING: Answers = {};

/** One form for several rows. Only what is filled in is written to them; the rest of their answers stays. */
export function ManyForm({ questions, count, isText, readOnly, onSubmit, onCancel }: ManyFormProps) {
  const { t } = useTranslation();
  const words = isText ? "lines.answers" : "rows";
  const [answers, setAnswers] = useState<Answers>(NOTHING);
  const handleSubmit = (checked: Answers) => {
    const given = Object.fromEntries(Object.entries(checked).filter(([, value]) => !isEmpty(value)));
    if (Object.keys(given).length === 0) toast.info(t("rows.nothingGiven"));
    else onSubmit(given);
  };
  return (
    <section className={styles.card} aria-label={t(`${words}.several`, { count })}>
      <h2 className={styles.cardTitle}>{t(`${words}.several`, { count })}</h2>
      <Notice>{t("rows.severalText")}</Notice>
      <QuestionForm
        partial
        questions={questions}
        answers={answers}
        readOnly={readOnly}
        autoFocus={false}
        submitLabel={t(`${words}.submitMany`, { count })}
        onChange={setAnswers}
        onSubmit={handleSubmit}
        footer={<Button onClick={onCancel}>{t("common.cancel")}</Button>}
      />
    </section>
  );
}
