export { answersAtOnce, checkAnswers, hasAnswers, initialAnswers, tidyAnswers } from "./check";
export {
  findQuestion,
  isAnswered,
  parseLogic,
  readable,
  readableAll,
  visibleQuestions,
  WITHOUT_VALUE,
  writeLogic,
  type Condition,
  type Rule,
} from "./logic";
export { DATE_FORMATS, TIME_FORMATS } from "./moments";
export { shuffled } from "./order";
export { QuestionField } from "./QuestionField";
export { QuestionForm } from "./QuestionForm";
export { withGenerated } from "./scriptGenerated";
export { TYPES } from "./registry";
export * from "./types";
export { asList, isEmpty, sameValue, textOf } from "./values";
export { isWebAddress } from "./url";
