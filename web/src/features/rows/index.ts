export { DocumentAnswers } from "./DocumentAnswers";
export { DocumentWorkspace } from "./DocumentWorkspace";
export { RowWorkspace } from "./RowWorkspace";
export { registerAnswerSenders } from "./data/senders";
